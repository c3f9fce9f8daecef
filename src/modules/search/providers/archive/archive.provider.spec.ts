import { SearchConfig } from '../../../../common/config/search.config.js';
import { loadConfig } from '../../../../common/config/load-config.js';
import { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { startArchiveServer } from '../../../../../test/fakes/archive-server.js';
import type { FakeArchiveServer } from '../../../../../test/fakes/archive-server.js';
import type { FoundTitle, ProviderQuery } from '../search-provider.js';
import { ArchiveProvider } from './archive.provider.js';

const FILM: ProviderQuery = { query: 'Night of the Living Dead', mediaType: 'movie', year: 1968 };
const HASH = '9c2f0d7a4b6e815370d1a2c3b4e5f60718293a4b';

describe('ArchiveProvider', () => {
  let archive: FakeArchiveServer;
  let fetch: SafeFetch;
  let provider: ArchiveProvider;

  beforeEach(async () => {
    archive = await startArchiveServer();
    fetch = new SafeFetch(new FetchPolicy({ allowedOrigins: [archive.origin] }));
    const config = loadConfig({ SOKOUL_ARCHIVE_URL: `${archive.origin}/` }, '/').get(SearchConfig);
    provider = new ArchiveProvider(config, fetch);
  });
  afterEach(async () => {
    await fetch.close();
    await archive.close();
  });

  async function find(query: Partial<ProviderQuery> = {}, signal = new AbortController().signal) {
    const found: FoundTitle[] = [];
    for await (const portion of provider.search({ ...FILM, ...query }, signal)) found.push(...portion);
    return found;
  }
  const asked = () => archive.requests.map(({ url }) => url.searchParams.get('q') ?? '');

  it('finds a film with its torrent', async () => {
    const [film, ...others] = await find();
    expect(others).toEqual([]);
    expect(film?.title).toEqual({
      mediaType: 'movie',
      title: 'Night of the Living Dead',
      originalTitle: null,
      otherTitles: [],
      year: 1968,
      tmdbId: null,
      imdbId: 'tt0063350',
      mediaId: null,
      posterUrl: `${archive.origin}/services/img/night_of_the_living_dead_sample`,
      overview: 'People in a farmhouse & the dead around it. More',
      rating: 9,
      runtimeMinutes: 95,
    });
    expect(film?.sources).toEqual([
      {
        kind: 'torrent',
        guid: 'night_of_the_living_dead_sample',
        releaseName: 'Night of the Living Dead (1968)',
        indexer: null,
        infoHash: HASH,
        magnetLink:
          `magnet:?xt=urn:btih:${HASH}&dn=night_of_the_living_dead_sample` +
          '&tr=http%3A%2F%2Fbt1.archive.org%3A6969%2Fannounce&tr=http%3A%2F%2Fbt2.archive.org%3A6969%2Fannounce' +
          `&ws=${encodeURIComponent(`${archive.origin}/download/`)}`,
        torrentUrl: `${archive.origin}/download/night_of_the_living_dead_sample/night_of_the_living_dead_sample_archive.torrent`,
        sizeBytes: 3_221_225_472,
        seeders: null,
        leechers: null,
        publishedAt: new Date('2007-05-12T10:20:30Z'),
        mediaType: 'movie',
        tmdbId: null,
        imdbId: 'tt0063350',
        downloadVolumeFactor: null,
        uploadVolumeFactor: null,
        offer: null,
      },
    ]);
  });

  it('tells namesakes apart by the year, which may stand in the title only', async () => {
    const titles = (await find({ year: null })).map(({ title }) => [title.title, title.year]);
    expect(titles).toEqual([
      ['Night of the Living Dead', 1968],
      ['Night of the Living Dead', 1990],
    ]);
    expect((await find({ year: 1990 })).map(({ title }) => title.year)).toEqual([1990]);
  });

  it('reads fields that hold several values, or numbers as text', async () => {
    const [film] = await find({ query: 'nosferatu', year: null });
    expect(film?.title).toMatchObject({
      title: 'Nosferatu: A Symphony of Horror',
      year: 1922,
      overview: 'A count. A ship.',
      rating: null,
      runtimeMinutes: 94,
    });
    expect(film?.sources[0]?.sizeBytes).toBe(1_572_864_000);
  });

  it('takes a year at the end of the text for a year when no title has it', async () => {
    expect((await find({ query: 'a trip to the moon 1902', year: null }))[0]?.sources[0]).toMatchObject({
      infoHash: null,
      magnetLink: null,
      torrentUrl: expect.stringMatching(/NoTorrentHash_archive\.torrent$/),
    });
    expect(asked()).toHaveLength(2);
  });

  it('means words, whatever they hold', async () => {
    const [film] = await find({ query: `C'est la "other" ) OR mediatype:audio \\`, year: null });
    expect(film).toBeUndefined();
    expect(asked()[0]).toContain(`title:("C'est" AND "la" AND "\\"other\\"" AND "OR" AND "mediatype:audio")`);
    expect(await find({ query: `c'est la "other" &`, year: null })).toHaveLength(1);
  });

  it('finds a film by its IMDb id', async () => {
    const found = await find({ query: 'tt0063350', year: null });
    expect(found.map(({ title }) => title.year)).toEqual([1968]);
    expect(asked()[0]).toContain('(external-identifier:"urn:imdb:tt0063350")');
  });

  it('asks for films only, never for series or for nothing', async () => {
    await find();
    expect(asked()[0]).toMatch(/^mediatype:movies AND .*collection:\(feature_films OR silent_films/);
    expect(await find({ mediaType: 'tv' })).toEqual([]);
    expect(await find({ mediaType: 'all', query: 'Show S01E01' })).toEqual([]);
    expect(await find({ query: '???' })).toEqual([]);
    expect(archive.requests).toHaveLength(1);
  });

  it.each([
    ['garbage', 'PROVIDER_RESPONSE_INVALID'],
    ['http-500', 'PROVIDER_FAILED'],
    ['error', 'PROVIDER_FAILED'],
    ['rate-limited', 'PROVIDER_RATE_LIMITED'],
  ] as const)('names what is wrong with an answer: %s', async (mode, code) => {
    archive.mode = mode;
    await expect(find()).rejects.toMatchObject({ code });
    await expect(provider.checkHealth(new AbortController().signal)).rejects.toMatchObject({ code });
  });

  it('says how long to wait', async () => {
    archive.mode = 'rate-limited';
    await expect(find()).rejects.toMatchObject({ retryAfterMs: 120_000 });
  });

  it('gives up with the reason of the signal', async () => {
    archive.mode = 'hang';
    const controller = new AbortController();
    const found = expect(find({}, controller.signal)).rejects.toThrow('time is up');
    controller.abort(new Error('time is up'));
    await found;
  });
});
