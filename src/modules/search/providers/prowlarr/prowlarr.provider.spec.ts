import { ResilienceConfig } from '../../../../common/config/resilience.config.js';
import { SearchConfig } from '../../../../common/config/search.config.js';
import { loadConfig } from '../../../../common/config/load-config.js';
import { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { createLogger } from '../../../../common/logging/logger.js';
import { startProwlarrServer } from '../../../../../test/fakes/prowlarr-server.js';
import type {
  FakeProwlarrIndexer,
  FakeProwlarrRelease,
  FakeProwlarrServer,
} from '../../../../../test/fakes/prowlarr-server.js';
import type { ProviderQuery, SourceDraft } from '../search-provider.js';
import { ProwlarrProvider } from './prowlarr.provider.js';

const FILM: ProviderQuery = { query: 'Night of the Living Dead', mediaType: 'movie', year: 1968 };
const hashOf = (number: number) => String(number).padStart(40, '0');

const releaseOf = (number: number, more: Partial<FakeProwlarrRelease> = {}): FakeProwlarrRelease => ({
  title: `Night of the Living Dead 1968 1080p BluRay-${number}`,
  infoHash: hashOf(number),
  magnet: `magnet:?xt=urn:btih:${hashOf(number)}&tr=http%3A%2F%2Ftracker.invalid%2Fannounce`,
  sizeBytes: 5_000_000_000,
  seeders: 7,
  peers: 9,
  imdbId: 'tt0063350',
  tmdbId: 10_331,
  ...more,
});
const indexerOf = (id: number, more: Partial<FakeProwlarrIndexer> = {}): FakeProwlarrIndexer => ({
  id,
  name: `Indexer ${id}`,
  releases: [releaseOf(id)],
  ...more,
});

describe('ProwlarrProvider', () => {
  const indexers: FakeProwlarrIndexer[] = [];
  let prowlarr: FakeProwlarrServer;
  let fetch: SafeFetch;
  let provider: ProwlarrProvider;

  beforeEach(async () => {
    indexers.length = 0;
    prowlarr = await startProwlarrServer(indexers);
    fetch = new SafeFetch(new FetchPolicy({ allowedOrigins: [prowlarr.url] }));
    provider = providerWith({});
  });
  afterEach(async () => {
    await fetch.close();
    await prowlarr.close();
  });

  function providerWith(more: Record<string, string>): ProwlarrProvider {
    const env = { SOKOUL_PROWLARR_URL: prowlarr.url, SOKOUL_PROWLARR_API_KEY: prowlarr.apiKey, ...more };
    const config = loadConfig(env, '/');
    const logger = createLogger({ logLevel: 'silent', logFormat: 'json' }, 'test');
    return new ProwlarrProvider(config.get(SearchConfig), config.get(ResilienceConfig), fetch, logger);
  }
  async function portions(query: Partial<ProviderQuery> = {}, signal = new AbortController().signal) {
    const found: SourceDraft[][] = [];
    for await (const portion of provider.search({ ...FILM, ...query }, signal))
      found.push(portion.map(({ source }) => source));
    return found;
  }
  const searches = () =>
    prowlarr.requests.filter(({ url }) => url.pathname === '/api/v1/search').map(({ url }) => url);

  it('reads a release, without the key and at the configured address', async () => {
    indexers.push(indexerOf(3, { releases: [releaseOf(3, { flags: ['freeleech', 'doubleupload'] })] }));
    const link = Buffer.from(`magnet:${hashOf(3)}`).toString('base64url');
    expect(await portions()).toEqual([
      [
        {
          kind: 'torrent',
          guid: `https://indexer.example/torrent/${hashOf(3)}`,
          releaseName: 'Night of the Living Dead 1968 1080p BluRay-3',
          indexer: 'Indexer 3',
          infoHash: hashOf(3),
          magnetLink: `magnet:?xt=urn:btih:${hashOf(3)}&dn=Night%20of%20the%20Living%20Dead%201968%201080p%20BluRay-3`,
          torrentUrl: `${prowlarr.url}/3/download?link=${link}&file=Night+of+the+Living+Dead+1968+1080p+BluRay-3`,
          sizeBytes: 5_000_000_000,
          seeders: 7,
          leechers: 2,
          publishedAt: new Date('2024-05-06T07:08:09Z'),
          mediaType: 'movie',
          tmdbId: 10_331,
          imdbId: 'tt0063350',
          downloadVolumeFactor: 0,
          uploadVolumeFactor: 2,
          offer: null,
        },
      ],
    ]);
  });

  it('sends the key in a header only, and lists as repeated parameters', async () => {
    indexers.push(indexerOf(1));
    await portions({ mediaType: 'all', year: null });
    expect(prowlarr.requests.every(({ url }) => !url.href.includes(prowlarr.apiKey))).toBe(true);
    expect(searches()[0]?.searchParams.getAll('categories')).toEqual(['2000', '5000']);
    expect(searches()[0]?.searchParams.getAll('indexerIds')).toEqual(['1']);
  });

  it('takes a magnet out of the guid, and a .torrent alone from a private site', async () => {
    indexers.push(
      indexerOf(1, { releases: [releaseOf(1, { magnetIn: 'guid' })] }),
      indexerOf(2, { privacy: 'private' }),
    );
    const found = (await portions()).flat().sort((a, b) => (a.indexer ?? '').localeCompare(b.indexer ?? ''));
    expect(found).toMatchObject([
      { infoHash: hashOf(1), magnetLink: expect.stringContaining('tracker.invalid'), torrentUrl: null },
      { infoHash: hashOf(2), magnetLink: null, torrentUrl: expect.stringContaining('/2/download?link=') },
    ]);
  });

  it('leaves out Usenet and unknown sizes', async () => {
    indexers.push(
      indexerOf(1, { releases: [releaseOf(1, { sizeBytes: 0 }), releaseOf(2, { protocol: 'usenet' })] }),
      indexerOf(2, { protocol: 'usenet' }),
      indexerOf(3, { enable: false }),
    );
    expect((await portions()).flat()).toMatchObject([{ infoHash: hashOf(1), sizeBytes: null }]);
    expect(searches()).toHaveLength(1);
  });

  it('yields what one indexer has while another has not answered', async () => {
    indexers.push(indexerOf(1, { mode: 'hang' }), indexerOf(2));
    const controller = new AbortController();
    const found = provider.search(FILM, controller.signal);
    expect((await found.next()).value).toMatchObject([{ source: { indexer: 'Indexer 2' } }]);
    controller.abort(new Error('time is up'));
    await expect(found.next()).rejects.toThrow('time is up');
  });

  it('asks by id where the indexer can, then by text', async () => {
    indexers.push(
      indexerOf(1, { movieParams: ['q', 'imdbId', 'tmdbId'], releases: [releaseOf(1, { imdbId: 'tt1' })] }),
    );
    expect((await portions({ imdbId: 'tt0063350' })).flat()).toHaveLength(1);
    expect(searches().map((url) => [url.searchParams.get('type'), url.searchParams.get('query')])).toEqual([
      ['movie', '{ImdbId:tt0063350}'],
      ['movie', 'Night of the Living Dead 1968'],
    ]);
  });

  it('asks for episodes by tokens', async () => {
    const episode = releaseOf(1, { title: 'One Step Beyond S01E04 720p', categories: [5040] });
    indexers.push(indexerOf(1, { releases: [episode] }), indexerOf(2, { tvParams: ['q'], releases: [] }));
    const found = await portions({ query: 'one step beyond s01e04', mediaType: 'tv', year: null });
    expect(found.flat()).toHaveLength(1);
    expect(searches().map((url) => url.searchParams.get('query'))).toEqual([
      'one step beyond{Season:1}{Episode:4}',
      'one step beyond S01E04',
    ]);
  });

  it('asks no indexer that has nothing of the kind', async () => {
    indexers.push(indexerOf(1, { categories: [5000, 5040] }), indexerOf(2, { categories: [100_001] }));
    expect(await portions()).toEqual([]);
    expect(searches()).toEqual([]);
  });

  describe('failures of indexers', () => {
    it('lets the others answer', async () => {
      indexers.push(
        indexerOf(1),
        indexerOf(2, { mode: 'hidden-failure' }),
        indexerOf(3, { disabledTill: '2999-01-01T00:00:00Z' }),
      );
      expect((await portions()).flat()).toHaveLength(1);
      expect(searches()).toHaveLength(2);
    });

    it('are named when none is left', async () => {
      indexers.push(
        indexerOf(2, { mode: 'hidden-failure' }),
        indexerOf(3, { disabledTill: '2999-01-01T00:00:00Z' }),
      );
      await expect(portions()).rejects.toMatchObject({
        code: 'PROVIDER_FAILED',
        message: 'Indexers without an answer: Indexer 3 (paused until 2999-01-01T00:00Z), Indexer 2 (failed)',
      });
    });

    it('that hang do not make the answer of the others fail', async () => {
      provider = providerWith({ SOKOUL_PROVIDER_TIMEOUT_SECONDS: 'prowlarr=1' });
      indexers.push(indexerOf(1), indexerOf(2, { mode: 'hang' }));
      expect((await portions()).flat()).toMatchObject([{ indexer: 'Indexer 1' }]);
      indexers.shift();
      provider = providerWith({ SOKOUL_PROVIDER_TIMEOUT_SECONDS: 'prowlarr=1' });
      await expect(portions()).rejects.toMatchObject({
        code: 'PROVIDER_TIMEOUT',
        message: 'Indexers without an answer: Indexer 2 (PROVIDER_TIMEOUT)',
      });
    });

    it('are no failures when nothing was found', async () => {
      indexers.push(indexerOf(1, { releases: [] }));
      expect(await portions()).toEqual([]);
    });

    it('say that there is no indexer at all', async () => {
      await expect(portions()).rejects.toMatchObject({ code: 'PROVIDER_UNSUPPORTED' });
    });
  });

  it.each([
    ['garbage', 'PROVIDER_RESPONSE_INVALID', undefined],
    ['unauthorized', 'PROVIDER_KEY_REFUSED', undefined],
    ['rate-limited', 'PROVIDER_RATE_LIMITED', 30_000],
    ['http-500', 'PROVIDER_FAILED', undefined],
  ] as const)('names what is wrong with Prowlarr: %s', async (mode, code, retryAfterMs) => {
    indexers.push(indexerOf(1));
    prowlarr.mode = mode;
    await expect(portions()).rejects.toMatchObject({ code, retryAfterMs });
    const health = provider.checkHealth(new AbortController().signal);
    await expect(health).rejects.toMatchObject({ code });
    if (mode === 'http-500')
      await expect(portions()).rejects.toThrow('The provider answered with HTTP 500: database is locked');
  });

  it('says that it is well', async () => {
    await expect(provider.checkHealth(new AbortController().signal)).resolves.toBeUndefined();
  });
});
