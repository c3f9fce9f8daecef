import { RedirectRefusedError } from './fetch.errors.js';
import { followRedirect } from './redirect.js';
import type { Hop } from './redirect.js';

const hop: Hop = {
  url: new URL('https://a.example/start?apikey=1'),
  method: 'POST',
  headers: {
    accept: '*/*',
    authorization: 'Bearer x',
    cookie: 'c',
    'x-api-key': 'k',
    'content-type': 'text/plain',
  },
  body: 'hello',
  isTrusted: true,
};

describe('followRedirect', () => {
  it('repeats method, body and headers within the origin for 307', () => {
    expect(followRedirect(hop, 307, '/next')).toEqual({ ...hop, url: new URL('https://a.example/next') });
  });

  it.each([301, 302, 303])('turns a POST into a GET without its body for %d', (status) => {
    const next = followRedirect(hop, status, '/next');
    expect(next).toMatchObject({ method: 'GET', body: undefined });
    expect(next.headers).not.toHaveProperty('content-type');
    expect(next.headers).toHaveProperty('authorization');
  });

  it('leaves HEAD as it is', () => {
    expect(followRedirect({ ...hop, method: 'HEAD', body: undefined }, 303, '/next').method).toBe('HEAD');
  });

  it.each(['https://b.example/', 'http://a.example/', 'https://a.example:8443/', '//b.example/x'])(
    'keeps only harmless headers on the way to %s',
    (location) => {
      expect(followRedirect(hop, 303, location).headers).toEqual({ accept: '*/*' });
    },
  );

  it.each([
    [307, 'https://b.example/', 'body'],
    [302, 'magnet:?xt=urn:btih:1&tr=secret', 'scheme'],
    [302, 'file:///etc/passwd', 'scheme'],
    [302, 'http://[', 'invalid'],
  ])('refuses a %d to %s', (status, location, reason) => {
    let caught: unknown;
    try {
      followRedirect(hop, status, location);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(RedirectRefusedError);
    expect(caught).toMatchObject({ code: 'EXTERNAL_API_ERROR', reason, location });
    expect(JSON.stringify(caught)).not.toContain(location);
  });
});
