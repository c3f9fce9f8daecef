import fc from 'fast-check';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ProviderError } from '../provider.errors.js';
import { readCaps } from './caps.js';
import type { LinkContext } from '../torrent-url.js';
import { readFeed } from './feed.js';
import { errorOfDocument } from './torznab-errors.js';
import { parseXml } from './xml-element.js';

const ROOT = path.resolve(import.meta.dirname, '../../../../..');
const RECORDED = path.join(ROOT, 'test/fixtures/torznab/public-domain-films.xml');
const CONTRACTS = path.resolve(ROOT, '../shared/contracts/torznab');
const HASH = 'c9e15763f722f23e98a29decdfae341b98d53056';
const MAGNET = `magnet:?xt=urn:btih:${HASH}`;
const context: LinkContext = { baseUrl: new URL('http://jackett.example:9117/api'), apiKey: 'k3y' };

const read = (xml: string) => readFeed(parseXml(xml), context);
const item = (content: string) => read(`<rss><channel><item>${content}</item></channel></rss>`).drafts[0];

describe('readFeed', () => {
  it('reads the recorded feed', () => {
    const { drafts, itemCount } = read(readFileSync(RECORDED, 'utf8'));
    expect(drafts).toHaveLength(itemCount);
    expect(drafts[0]).toEqual({
      kind: 'torrent',
      offer: null,
      uploadVolumeFactor: 1,
      guid: 'https://indexer.example/torrent/1001',
      releaseName: 'Night.of.the.Living.Dead.1968.REMASTERED.1080p.BluRay.x264-PUBDOM',
      indexer: null,
      infoHash: '4472734473ec1428e5f94a8a34c90d21d48d5dd5',
      magnetLink: expect.stringContaining('&tr=http%3A%2F%2Ftracker.invalid%3A6969%2Fannounce'),
      torrentUrl: null,
      sizeBytes: 8_804_682_752,
      seeders: 41,
      leechers: 6,
      publishedAt: new Date('2020-11-01T03:34:00Z'),
      mediaType: 'movie',
      tmdbId: 10_331,
      imdbId: 'tt0063350',
      downloadVolumeFactor: 1,
    });
    expect(drafts.map(({ releaseName }) => releaseName)).toContain(
      'Night of the Living Dead & Friends 1968 CAM XviD-SHAKY',
    );
  });

  it.each([
    ['the link', `<link>${MAGNET}</link>`],
    ['the enclosure', `<enclosure url="${MAGNET}" type="application/x-bittorrent"/>`],
    ['an attribute', `<torznab:attr name="magneturl" value="${MAGNET}"/>`],
    ['a Newznab attribute', `<newznab:attr name="MagnetUrl" value="${MAGNET}"/>`],
    ['the guid', `<guid>${MAGNET}</guid>`],
    ['the info hash alone', `<torznab:attr name="infohash" value="${HASH.toUpperCase()}"/>`],
  ])('finds the magnet in %s', (_, content) => {
    expect(item(`<title>A</title>${content}`)).toMatchObject({
      infoHash: HASH,
      magnetLink: `${MAGNET}&dn=A`,
      torrentUrl: null,
    });
  });

  it('keeps the link to a .torrent file without the API key', () => {
    const url = 'http://jackett.example:9117/dl/x/?jackett_apikey=k3y&amp;path=abc&amp;file=A';
    expect(
      item(`<title>A</title><link>${url}</link><torznab:attr name="infohash" value="${HASH}"/>`),
    ).toMatchObject({
      infoHash: HASH,
      magnetLink: null,
      torrentUrl: 'http://jackett.example:9117/dl/x/?path=abc&file=A',
    });
  });

  it('drops a link that holds the API key anywhere else', () => {
    expect(item('<title>A</title><link>http://jackett.example/k3y/a.torrent</link>')).toBeUndefined();
  });

  it('resolves relative links', () => {
    expect(
      item('<title>A</title><enclosure url="/dl/1.torrent" type="application/x-bittorrent"/>'),
    ).toMatchObject({
      torrentUrl: 'http://jackett.example:9117/dl/1.torrent',
    });
  });

  it.each([
    [
      'element first',
      '<size>3000000000</size><attr name="size" value="5"/><enclosure url="u" length="7"/>',
      3_000_000_000,
    ],
    ['then the attribute', '<size>0</size><attr name="size" value="4000000000"/>', 4_000_000_000],
    ['then the enclosure', '<enclosure url="u" length="5000000000"/>', 5_000_000_000],
    ['not the size of a .torrent file', '<enclosure url="u" length="103641"/>', null],
    ['not what is no number', '<size>1.4 GB</size>', null],
    ['not what a number can not hold', '<size>99999999999999999999</size>', null],
  ])('takes the size: %s', (_, content, expected) => {
    expect(item(`<title>A</title><link>${MAGNET}</link>${content}`)?.sizeBytes).toBe(expected);
  });

  it('counts no fewer than 0 leechers when there are fewer peers than seeders', () => {
    const content = '<attr name="seeders" value="5"/><attr name="peers" value="0"/>';
    expect(item(`<title>A</title><link>${MAGNET}</link>${content}`)).toMatchObject({
      seeders: 5,
      leechers: 0,
    });
  });

  it('leaves out Usenet items and items without a name', () => {
    expect(
      item(
        '<title>A</title><link>http://a.example/1</link><enclosure url="http://a.example/1.nzb" type="application/x-nzb"/>',
      ),
    ).toBeUndefined();
    expect(item(`<title> </title><link>${MAGNET}</link>`)).toBeUndefined();
  });

  it('reads names with control characters, CDATA, entities of either kind and markup', () => {
    expect(
      item(`<title>A\u0000\u001a &amp;amp; &#66;<![CDATA[ <C> &#x44;]]></title><link>${MAGNET}</link>`)
        ?.releaseName,
    ).toBe('A & B <C> D');
  });

  it('names the site behind a meta indexer', () => {
    const element = '<jackettindexer id="pdc">Public Domain</jackettindexer>';
    expect(item(`<title>A</title><link>${MAGNET}</link>${element}`)?.indexer).toBe('Public Domain');
  });

  it('takes a feed without items for an empty one', () => {
    expect(read('\ufeff<rss><channel><title>x</title></channel></rss>')).toEqual({
      drafts: [],
      itemCount: 0,
      total: null,
    });
  });

  it.each(['', 'Too many requests', '<html><body>Sign in</body></html>', '{"Results":[]}', '<rss'])(
    'refuses %j',
    (text) => {
      expect(() => read(text)).toThrow(ProviderError);
    },
  );

  it('survives feeds that are damaged anywhere', () => {
    const feed = readFileSync(RECORDED, 'utf8');
    const damage = fc.tuple(
      fc.nat(feed.length),
      fc.nat(200),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('<', '>', '&#x0;', '&a;', ']]>', '<![CDATA[', '<!--'),
      ),
    );
    fc.assert(
      fc.property(damage, ([start, length, inserted]) => {
        const text = feed.slice(0, start) + inserted + feed.slice(start + length);
        try {
          for (const draft of read(text).drafts) expect(draft.releaseName.isWellFormed()).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ProviderError);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('refuses entity bombs', () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>';
    expect(() => read(bomb)).toThrow(ProviderError);
  });
});

const OK = { status: 200, retryAfterMs: undefined };

describe('errorOfDocument', () => {
  it.each([
    ['100', 200, 'PROVIDER_KEY_REFUSED'],
    ['203', 400, 'PROVIDER_UNSUPPORTED'],
    ['900', 400, 'PROVIDER_FAILED'],
    ['900', 429, 'PROVIDER_RATE_LIMITED'],
    ['x', 200, 'PROVIDER_FAILED'],
  ])('takes code %s with HTTP %i for %s', (code, status, expected) => {
    const { root } = parseXml(`<error code="${code}" description="Why"/>`);
    expect(errorOfDocument(root, { status, retryAfterMs: 5000 })).toMatchObject({
      code: expected,
      retryAfterMs: 5000,
    });
  });

  it('shows neither URLs nor stack traces', () => {
    const { root } = parseXml(
      '<error code="900" description="Failed at http://10.0.0.1/?apikey=abc now&#10;at Foo.Bar()"/>',
    );
    expect(errorOfDocument(root, OK).message).toBe(
      'The provider answered with error 900: Failed at [URL] now',
    );
  });
});

const recordings = existsSync(CONTRACTS)
  ? readdirSync(CONTRACTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
  : [];

(recordings.length > 0 ? describe : describe.skip)('answers of real indexers', () => {
  it.each(recordings.length > 0 ? recordings : ['none'])('reads %s', (name) => {
    const document = parseXml(readFileSync(path.join(CONTRACTS, name), 'utf8'));
    if (document.rootName === 'caps') return expect(readCaps(document).search.isAvailable).toBe(true);
    if (document.rootName === 'error')
      return expect(errorOfDocument(document.root, OK)).toBeInstanceOf(ProviderError);
    for (const draft of readFeed(document, context).drafts) {
      expect(draft.releaseName).not.toBe('');
      expect(draft.magnetLink ?? draft.torrentUrl).toMatch(/^(?:magnet:\?|https?:)/);
      expect(draft.sizeBytes === null || draft.sizeBytes > 0).toBe(true);
    }
  });
});
