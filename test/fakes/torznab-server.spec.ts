import { XMLParser } from 'fast-xml-parser';
import type { FakeRelease, FakeTorznabServer } from './torznab-server.js';
import { startTorznabServer } from './torznab-server.js';

const RELEASE: FakeRelease = {
  title: 'Night.of.the.Living.Dead.1968.1080p.WEB-DL.H.264 <"own" & made>',
  infoHash: 'ab'.repeat(20),
  magnet: `magnet:?xt=urn:btih:${'ab'.repeat(20)}&dn=Night&tr=http%3A%2F%2F127.0.0.1%3A1%2Fannounce`,
  sizeBytes: 8_388_608,
  seeders: 1,
  peers: 3,
  publishedAt: new Date('2020-02-29T12:00:00Z'),
  imdbId: 'tt0063350',
  tmdbId: 10331,
};

interface Item {
  title: string;
  link: string;
  size?: string;
  pubDate?: string;
  enclosure: { url: string; length: string };
  'torznab:attr': { name: string; value: string }[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  isArray: (name) => name === 'item',
});

const valuesOf = (item: Item | undefined, name: string) =>
  item?.['torznab:attr'].filter((attribute) => attribute.name === name).map(({ value }) => value);

describe('Torznab server', () => {
  let server: FakeTorznabServer;

  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${server.url}?${new URLSearchParams({ apikey: server.apiKey, ...query })}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      bytes,
      document: parser.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')),
    };
  };
  const titles = async (query: Record<string, string>): Promise<string[]> => {
    const { document } = await ask(query);
    return (document.rss.channel.item ?? []).map(({ title }: Item) => title);
  };

  beforeEach(async () => {
    server = await startTorznabServer({ releases: [RELEASE] });
  });
  afterEach(() => server.close());

  it('carries a given release in every place that clients look at', async () => {
    const { document } = await ask({ t: 'search', q: 'living dead own' });
    const [item] = document.rss.channel.item as Item[];
    expect(item).toMatchObject({
      title: RELEASE.title,
      link: RELEASE.magnet,
      size: '8388608',
      pubDate: 'Sat, 29 Feb 2020 12:00:00 +0000',
      enclosure: { url: RELEASE.magnet, length: '8388608' },
    });
    expect(valuesOf(item, 'magneturl')).toEqual([RELEASE.magnet]);
    expect(valuesOf(item, 'infohash')).toEqual([RELEASE.infoHash]);
    expect(valuesOf(item, 'peers')).toEqual(['3']);
    expect(valuesOf(item, 'category')).toEqual(['2000', '2040']);
  });

  it('keeps the quirks of the recorded feed', async () => {
    const { bytes, document } = await ask({ t: 'search' });
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(document.rss.channel.lanuage).toBe('en-us');
    const items = document.rss.channel.item as Item[];
    expect(items).toHaveLength(9);
    expect(items.some(({ pubDate }) => pubDate === undefined)).toBe(true);
    expect(items.some(({ size }) => size === undefined)).toBe(true);
    expect(items.map(({ title }) => title)).toContain(
      'Night of the Living Dead &amp; Friends 1968 CAM XviD-SHAKY',
    );
    expect(items.flatMap((item) => valuesOf(item, 'infohash'))).toContain(
      '0e12345678901234567890123456789012345678',
    );
  });

  it('filters by words, category, ids and episode', async () => {
    expect(await titles({ t: 'search', q: 'nosferatu' })).toHaveLength(1);
    expect(await titles({ t: 'search', q: 'nosferatu 1968' })).toEqual([]);
    expect(await titles({ t: 'search', cat: '5000' })).toEqual([
      'One.Step.Beyond.S01E04.1959.480p.WEB.x264-BEYOND',
    ]);
    expect(await titles({ t: 'search', cat: '2045,5030' })).toHaveLength(2);
    expect(await titles({ t: 'movie', imdbid: '0063350' })).toHaveLength(5);
    expect(await titles({ t: 'movie', tmdbid: '653' })).toHaveLength(1);
    expect(await titles({ t: 'tvsearch', q: 'one step beyond', season: '1', ep: '4' })).toHaveLength(1);
    expect(await titles({ t: 'tvsearch', season: '1', ep: '5' })).toEqual([]);
  });

  it('pages through what it found', async () => {
    const { document } = await ask({ t: 'search', q: 'living dead', limit: '2', offset: '2' });
    expect(document.rss.channel['newznab:response']).toMatchObject({ offset: '2', total: '6' });
    expect(document.rss.channel.item).toHaveLength(2);
  });

  it('describes itself', async () => {
    const { document } = await ask({ t: 'caps' });
    expect(document.caps.searching['movie-search'].supportedParams).toBe('q,imdbid,tmdbid');
  });

  it('answers a wrong key with an error document and status 200', async () => {
    const { status, document } = await ask({ t: 'search', apikey: 'wrong' });
    expect(status).toBe(200);
    expect(document.error).toMatchObject({ code: '100' });
  });

  it('refuses functions that it does not have', async () => {
    expect((await ask({ t: 'music' })).document.error).toMatchObject({ code: '203' });
    expect((await ask({ t: 'dance' })).document.error).toMatchObject({ code: '202' });
  });

  it('misbehaves when told to, and remembers what it was asked', async () => {
    server.mode = 'http-500';
    expect((await ask({ t: 'search', q: 'a' })).status).toBe(500);
    server.mode = 'error-document';
    expect((await ask({ t: 'search', q: 'b' })).document.error).toMatchObject({ code: '900' });
    server.mode = 'garbage';
    await expect(ask({ t: 'search', q: 'c' })).rejects.toThrow('Closing Tag');
    expect(server.requests.map((url) => url.searchParams.get('q'))).toEqual(['a', 'b', 'c']);
  });

  it('drops hanging requests when it closes', async () => {
    const hanging = await startTorznabServer({ mode: 'hang' });
    const answer = fetch(hanging.url);
    const refusal = expect(answer).rejects.toThrow();
    await Promise.race([answer.catch(() => undefined), waitUntil(() => hanging.requests.length === 1)]);
    await hanging.close();
    await refusal;
  });
});

async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}
