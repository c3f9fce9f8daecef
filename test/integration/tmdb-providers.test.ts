import { ProviderError } from '../../src/modules/search/providers/provider.errors.js';
import type { FoundTitle, ProviderQuery } from '../../src/modules/search/providers/search-provider.js';
import { StreamingProvider } from '../../src/modules/search/providers/streaming/streaming.provider.js';
import { TmdbProvider } from '../../src/modules/search/providers/tmdb/tmdb.provider.js';
import type { FakeTmdbServer } from '../fakes/tmdb-server.js';
import { TmdbLab } from '../support/tmdb-lab.js';

const WATCH = {
  US: {
    flatrate: [[8, 'Netflix']],
    free: [[73, 'Tubi TV']],
    buy: [
      [2, 'Apple TV'],
      [3, 'Google Play Movies'],
    ],
  },
} as const;

describe('providers that ask TMDB', () => {
  let lab: TmdbLab;
  let server: FakeTmdbServer;

  beforeAll(async () => {
    lab = await TmdbLab.start();
    ({ server } = lab);
  });
  afterEach(() => lab.reset());
  afterAll(() => lab?.stop());

  const ask = async (
    provider: TmdbProvider | StreamingProvider,
    query: Partial<ProviderQuery>,
    signal = new AbortController().signal,
  ): Promise<FoundTitle[]> => {
    const found: FoundTitle[] = [];
    const question = { query: '', mediaType: 'all', year: null, ...query } as const;
    for await (const portion of provider.search(question, signal)) found.push(...portion);
    return found;
  };
  const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
    const error = await work.catch((thrown: unknown) => thrown);
    return error instanceof ProviderError ? error.code : error;
  };

  describe('tmdb', () => {
    it('finds titles and no sources', async () => {
      const found = await ask(new TmdbProvider(lab.tmdb), { query: 'Inception', mediaType: 'movie' });
      expect(found[0]).toMatchObject({
        kind: 'title',
        sources: [],
        title: { title: 'Inception', year: 2010, tmdbId: 27_205, mediaType: 'movie', rating: 8.4 },
      });
    });

    it('reads two pages, and finds what is on both of them once', async () => {
      const found = await ask(new TmdbProvider(lab.tmdb), { query: 'Game of', mediaType: 'tv' });
      const searches = server.requests.filter(({ query }) => query.has('page'));
      expect(searches.map(({ query }) => query.get('page'))).toEqual(['1', '2']);
      expect(found.filter(({ title }) => title.tmdbId === 251_109)).toHaveLength(1);
      expect(new Set(found.map(({ title }) => title.tmdbId)).size).toBe(39);
    });

    it('then tells the other names and the running time of the best matches', async () => {
      const id = lab.newMovie({ title: 'A film of names', otherTitles: ['Ein Film'], runtime: 90 });
      const found = await ask(new TmdbProvider(lab.tmdb), { query: 'A film of names', mediaType: 'movie' });
      const [listed, detailed] = found.map(({ title }) => title);
      expect(listed).toMatchObject({ tmdbId: id, otherTitles: [], runtimeMinutes: null });
      expect(detailed).toMatchObject({ tmdbId: id, otherTitles: ['Ein Film'], runtimeMinutes: 90 });
    });

    it('takes a year at the end of the text for one when nothing is called so', async () => {
      const id = lab.newMovie({ title: 'Nosferatu', date: '1922-03-04' });
      const found = await ask(new TmdbProvider(lab.tmdb), { query: 'Nosferatu 1922', mediaType: 'movie' });
      expect(new Set(found.map(({ title }) => title.tmdbId))).toEqual(new Set([id]));
    });

    it('asks by id where there is one, and then knows other names', async () => {
      const id = lab.newMovie({ title: 'One', otherTitles: ['Uno'], imdbId: 'tt7654321', runtime: 90 });
      const provider = new TmdbProvider(lab.tmdb);
      const [byTmdb] = await ask(provider, { query: 'whatever', mediaType: 'movie', tmdbId: id });
      expect(byTmdb?.title).toMatchObject({ tmdbId: id, otherTitles: ['Uno'], runtimeMinutes: 90 });
      const [byImdb] = await ask(provider, { query: 'tt7654321' });
      expect(byImdb?.title.tmdbId).toBe(id);
      expect(await ask(provider, { query: 'tt7654321', mediaType: 'tv' })).toEqual([]);
      expect(await ask(provider, { query: 'x', mediaType: 'movie', tmdbId: 424_242 })).toEqual([]);
    });
  });

  describe('streaming', () => {
    it('offers each service and way to watch once, of the five best matches', async () => {
      for (let number = 1; number <= 7; number += 1) lab.newMovie({ title: `Heat ${number}`, watch: WATCH });
      const found = await ask(new StreamingProvider(lab.tmdb), { query: 'heat', mediaType: 'movie' });
      expect(found).toHaveLength(5);
      const sources = found.flatMap((one) => one.sources);
      expect(new Set(sources.map(({ guid }) => guid)).size).toBe(20);
      expect(
        found[0]?.sources.map(({ kind, offer }) => `${kind} ${offer?.service} ${offer?.access}`),
      ).toEqual([
        'stream netflix subscription',
        'stream tubi-tv free',
        'stream apple-tv buy',
        'stream google-play-movies buy',
      ]);
      expect(found[0]?.sources[0]).toMatchObject({
        releaseName: 'Netflix',
        offer: { region: 'US', link: expect.stringContaining('locale=US') as string },
      });
    });

    it('leaves out what can be watched nowhere', async () => {
      lab.newMovie({ title: 'Nowhere' });
      expect(await ask(new StreamingProvider(lab.tmdb), { query: 'nowhere' })).toEqual([]);
    });
  });

  it.each([
    ['http-500', 'PROVIDER_UNREACHABLE'],
    ['garbage', 'PROVIDER_RESPONSE_INVALID'],
    ['unauthorized', 'PROVIDER_KEY_REFUSED'],
    ['rate-limited', 'PROVIDER_RATE_LIMITED'],
  ] as const)('say what is wrong when TMDB answers with %s', async (mode, code) => {
    server.mode = mode;
    const tmdb = await lab.startOther();
    expect(await failureOf(ask(new TmdbProvider(tmdb), { query: 'heat' }))).toBe(code);
    expect(await failureOf(ask(new StreamingProvider(tmdb), { query: 'heat' }))).toBe(code);
    expect(await failureOf(new TmdbProvider(tmdb).checkHealth(new AbortController().signal))).toBe(code);
  });

  it('leave with the reason of the signal', async () => {
    server.mode = 'hang';
    const reason = new Error('time is up');
    const signal = AbortSignal.abort(reason);
    expect(await failureOf(ask(new TmdbProvider(lab.tmdb), { query: 'heat' }, signal))).toBe(reason);
    expect(await failureOf(ask(new StreamingProvider(lab.tmdb), { query: 'heat' }, signal))).toBe(reason);
  });

  it('are configured with the key', async () => {
    expect(new TmdbProvider(lab.tmdb).isConfigured()).toBe(true);
    const bare = await lab.startOther({ SOKOUL_TMDB_API_KEY: '' });
    expect(new TmdbProvider(bare).isConfigured()).toBe(false);
    expect(new StreamingProvider(bare).isConfigured()).toBe(false);
  });
});
