import { redactUrl } from './redact-url.js';

const PASSKEY = '0123456789abcdef0123456789abcdef';

describe('redactUrl', () => {
  it.each([
    ['https://example.com/a/b.torrent?page=2', 'https://example.com/a/b.torrent?page=2'],
    ['https://me:pw@example.com:8443/x#frag', 'https://example.com:8443/x'],
    [
      'http://jackett:9117/api?t=search&q=alien&apikey=abc',
      'http://jackett:9117/api?t=search&q=alien&apikey=***',
    ],
    ['https://tracker.example/announce?passkey=abc', 'https://tracker.example/announce?passkey=***'],
    ['https://plex.example/x?X-Plex-Token=abc', 'https://plex.example/x?X-Plex-Token=***'],
    [`https://tracker.example/${PASSKEY}/announce`, 'https://tracker.example/***/announce'],
    [`https://example.com/get?id=${PASSKEY}`, 'https://example.com/get?id=***'],
    [
      'https://a.example/?url=https%3A%2F%2Fb.example%2F%3Fapikey%3Dabc',
      'https://a.example/?url=https%3A%2F%2Fb.example%2F%3Fapikey%3D***',
    ],
    [`magnet:?xt=urn:btih:${PASSKEY}&tr=udp://t.example/secret`, `magnet:?xt=urn:btih:${PASSKEY}`],
    ['magnet:?dn=x', 'magnet:***'],
    ['data:text/plain,secret', 'data:***'],
    ['secret without a scheme', '[invalid URL]'],
  ])('shows %s as %s', (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });
});
