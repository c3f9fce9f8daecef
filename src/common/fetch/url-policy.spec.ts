import { existsSync, readFileSync } from 'node:fs';
import { UrlRefusedError } from './fetch.errors.js';
import { assertPublicUrl, parseHttpUrl } from './url-policy.js';

interface Vector {
  url: string;
  class: string;
  should_block: boolean | 'needs-dns';
  note: string;
}

const ALL_VECTORS = '../shared/contracts/ssrf/vectors.json';

function readVectors(path: string): Vector[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { vectors: Vector[] }).vectors;
}

function isRefused(url: string): boolean {
  try {
    assertPublicUrl(url);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(UrlRefusedError);
    return true;
  }
}

/** Names that only DNS unmasks pass here; the dispatcher refuses their addresses. */
function wrongVerdicts(vectors: Vector[]): Vector[] {
  return vectors.filter(({ url, should_block }) => isRefused(url) !== (should_block === true));
}

describe('assertPublicUrl', () => {
  it('judges every vector of the fixture', () => {
    const vectors = readVectors('test/fixtures/ssrf/vectors.json');
    expect(vectors.length).toBeGreaterThan(100);
    expect(wrongVerdicts(vectors)).toEqual([]);
  });

  const hasAll = existsSync(ALL_VECTORS);
  (hasAll ? it : it.skip)(`judges every vector of ${hasAll ? 'the' : 'the absent'} full collection`, () => {
    const vectors = readVectors(ALL_VECTORS);
    expect(vectors).toHaveLength(302);
    expect(wrongVerdicts(vectors)).toEqual([]);
  });

  it.each([
    ['http://user@example.com/', 'credentials'],
    ['http://:secret@example.com/', 'credentials'],
    ['ftp://example.com/', 'scheme'],
    ['magnet:?xt=urn:btih:0', 'scheme'],
    ['not a url', 'invalid'],
    ['http://./', 'invalid'],
    ['http://example.com:25/', 'port'],
    ['http://printer/', 'internal-name'],
    ['http://nas.home.arpa/', 'internal-name'],
    ['http://metadata.google.internal/', 'internal-name'],
    ['http://a.localhost./', 'loopback-name'],
    ['http://0x7f.1/', 'loopback'],
    ['http://[::ffff:169.254.169.254]/', 'link-local'],
  ])('refuses %s as %s', (url, reason) => {
    expect(() => assertPublicUrl(url)).toThrow(expect.objectContaining({ code: 'URL_REFUSED', reason }));
  });

  it('keeps the URL out of the message', () => {
    expect(() => assertPublicUrl('http://me:hunter2@example.com/?apikey=s3cret')).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/hunter2|s3cret|example/) as string }),
    );
  });
});

describe('parseHttpUrl', () => {
  it('lets a private address pass, for callers that know it as listed', () => {
    expect(parseHttpUrl('http://192.168.1.2:9696/api').origin).toBe('http://192.168.1.2:9696');
  });
});
