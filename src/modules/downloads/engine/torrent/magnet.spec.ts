import fc from 'fast-check';
import { MagnetInvalidError } from '../engine.errors.js';
import { magnetLinkOf, parseMagnet, toMagnetLink } from './magnet.js';

const HASH = 'd2474e86c95b19b8bcfdb92bc12c9d44667cfa36';
const HASH_BASE32 = '2JDU5BWJLMM3RPH5XEV4CLE5IRTHZ6RW';

describe('toMagnetLink', () => {
  it.each([HASH, HASH.toUpperCase(), HASH_BASE32, ` ${HASH_BASE32.toLowerCase()} `])(
    'takes %s for the link of it',
    (hash) => expect(parseMagnet(toMagnetLink(hash)).infoHash).toBe(HASH),
  );

  it('leaves everything else as it is', () => {
    expect(toMagnetLink('magnet:?xt=urn:btih:x')).toBe('magnet:?xt=urn:btih:x');
    expect(() => parseMagnet(toMagnetLink(HASH.slice(1)))).toThrow(MagnetInvalidError);
  });

  it('writes trackers so that they are read back', () => {
    const trackers = ['http://t.test/announce?key=a&b=c', 'udp://t.test:6969'];
    expect(parseMagnet(magnetLinkOf(HASH, trackers))).toEqual({ infoHash: HASH, name: null, trackers });
  });
});

describe('parseMagnet', () => {
  it('reads the info-hash, the name and the trackers', () => {
    const link = `magnet:?xt=urn:btih:${HASH}&dn=Leaves+of%20Grass&tr=http%3A%2F%2Ft.test%2Fannounce&tr=udp%3A%2F%2Ft.test%3A6969`;
    expect(parseMagnet(link)).toEqual({
      infoHash: HASH,
      name: 'Leaves of Grass',
      trackers: ['http://t.test/announce', 'udp://t.test:6969'],
    });
  });

  it.each([HASH, HASH.toUpperCase(), HASH_BASE32, HASH_BASE32.toLowerCase()])('reads the hash %s', (hash) =>
    expect(parseMagnet(`MAGNET:?XT=1&xt=URN:BTIH:${hash}`).infoHash).toBe(HASH),
  );

  it('keeps leading zeros of a base32 hash', () => {
    expect(parseMagnet(`magnet:?xt=urn:btih:${'a'.repeat(31)}b`).infoHash).toBe(`${'0'.repeat(39)}1`);
  });

  it('takes the v1 hash of a hybrid torrent, numbered topics, and no name', () => {
    const link = ` magnet:?xt.1=urn:btmh:1220${'a'.repeat(64)}&xt.2=urn:btih:${HASH}&dn=%20 `;
    expect(parseMagnet(link)).toEqual({ infoHash: HASH, name: null, trackers: [] });
  });

  it('drops repeated trackers, other protocols, web seeds, peers and metadata URLs', () => {
    const link = `magnet:?xt=urn:btih:${HASH}&tr=http://a.test/x&tr=http://a.test/x%23y&tr=wss://b.test&tr=file:///etc/passwd&tr=nonsense&ws=http://10.0.0.1/&xs=http://10.0.0.1/&x.pe=10.0.0.1:22`;
    expect(parseMagnet(link)).toEqual({ infoHash: HASH, name: null, trackers: ['http://a.test/x'] });
  });

  it.each([
    ['', 'it does not begin with magnet:?'],
    [HASH, 'it does not begin with magnet:?'],
    [`https://a.test/?xt=urn:btih:${HASH}`, 'it does not begin with magnet:?'],
    ['magnet:?dn=name', 'it has no info-hash (xt=urn:btih:…)'],
    ['magnet:?xt=urn:sha1:YNCKHTQCWBTRNJIV4WNAE52SJUQCZO5C', 'it has no info-hash (xt=urn:btih:…)'],
    [`magnet:?xt=urn:btmh:1220${'a'.repeat(64)}`, 'it names a BitTorrent v2 torrent only'],
    ['magnet:?xt=urn:btih:1234', 'its info-hash is neither 40 hex digits nor 32 base32 characters'],
    [`magnet:?xt=urn:btih:${HASH}0`, 'its info-hash is neither 40 hex digits nor 32 base32 characters'],
    [
      `magnet:?xt=urn:btih:${'1'.repeat(32)}`,
      'its info-hash is neither 40 hex digits nor 32 base32 characters',
    ],
    [`magnet:?xt=urn:btih:${HASH}&dn=${'x'.repeat(20_000)}`, 'it is too long'],
  ])('refuses %.60j', (link, reason) => {
    expect(() => parseMagnet(link)).toThrow(new MagnetInvalidError(reason));
  });

  it('answers any text with a magnet or a refusal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseMagnet(`magnet:?xt=urn:btih:${HASH}&${text}`).infoHash).toMatch(/^[0-9a-f]{40}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(MagnetInvalidError);
        }
      }),
    );
  });
});
