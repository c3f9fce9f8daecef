import type { TmdbService } from '../../src/modules/tmdb/index.js';
import type { FakeTmdbServer } from '../fakes/tmdb-server.js';
import { TmdbLab } from '../support/tmdb-lab.js';

const V3_KEY = '0123456789abcdef0123456789abcdef';

describe('TMDB', () => {
  let lab: TmdbLab;
  let server: FakeTmdbServer;
  let tmdb: TmdbService;

  beforeAll(async () => {
    lab = await TmdbLab.start();
    ({ server, tmdb } = lab);
  });
  afterEach(() => lab.reset());
  afterAll(() => lab?.stop());

  it('reads a recorded movie with everything that belongs to it', async () => {
    const { value, isStale } = await tmdb.movie(550);
    expect(isStale).toBe(false);
    expect(value).toMatchObject({
      tmdbId: 550,
      mediaType: 'movie',
      title: 'Fight Club',
      releaseDate: '1999-10-15',
      year: 1999,
      imdbId: 'tt0137523',
      runtimeMinutes: 139,
      certification: 'R',
      rating: 8.4,
      genres: ['drama', 'thriller'],
      countries: ['US'],
      posterUrl: 'https://image.tmdb.org/t/p/w500/jSziioSwPVrOy9Yow3XhWIBDjq1.jpg',
    });
    expect(value.cast[0]).toMatchObject({
      personId: 819,
      name: 'Edward Norton',
      character: 'Narrator',
      order: 0,
    });
    expect(value.crew).toContainEqual(expect.objectContaining({ name: 'David Fincher', job: 'Director' }));
    expect(value.images.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['poster', 'backdrop', 'logo']),
    );
  });

  it('reads a recorded series and one of its seasons', async () => {
    const { value } = await tmdb.series(1399);
    expect(value).toMatchObject({
      title: 'Game of Thrones',
      imdbId: 'tt0944947',
      tvdbId: 121_361,
      certification: 'TV-MA',
      runtimeMinutes: 80,
      isInProduction: false,
      lastAirDate: '2019-05-19',
      nextAirDate: null,
      seasonCount: 8,
      networks: ['HBO'],
    });
    expect(value.genres).toEqual(
      expect.arrayContaining(['sci-fi', 'fantasy', 'drama', 'action', 'adventure']),
    );
    expect(value.seasons.map(({ seasonNumber }) => seasonNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(value.crew[0]).toMatchObject({ name: 'David Benioff', job: 'Creator' });
    const season = await tmdb.season(1399, 1);
    expect(season.value).toMatchObject({ seasonNumber: 1, episodeCount: 10, airDate: '2011-04-17' });
    expect(season.value.episodes[0]).toMatchObject({
      tmdbId: 63_056,
      episodeNumber: 1,
      title: 'Winter Is Coming',
      runtimeMinutes: 62,
    });
  });

  it('searches one kind, and both without the people', async () => {
    const movies = await tmdb.search({ query: 'Inception', mediaType: 'movie', year: null, page: 1 });
    expect(movies.value.titles[0]).toMatchObject({ tmdbId: 27_205, year: 2010, mediaType: 'movie' });
    expect(movies.value.titles.find(({ tmdbId }) => tmdbId === 350_632)).toMatchObject({
      releaseDate: null,
      year: null,
    });
    const all = await tmdb.search({ query: 'Inception', mediaType: 'all', year: null, page: 1 });
    expect(all.value.titles.map(({ tmdbId }) => tmdbId)).toEqual(
      movies.value.titles.map(({ tmdbId }) => tmdbId),
    );
  });

  it('asks for both kinds apart when a year is given, the more popular first', async () => {
    server.titles.push(
      { mediaType: 'movie', id: 1, title: 'The Same', date: '2001-01-01', popularity: 1 },
      { mediaType: 'tv', id: 2, title: 'The Same', date: '2001-05-05', popularity: 9 },
      { mediaType: 'tv', id: 3, title: 'The Same', date: '2002-05-05', popularity: 10 },
    );
    const { value } = await tmdb.search({ query: 'the same', mediaType: 'all', year: 2001, page: 1 });
    expect(value.titles.map(({ tmdbId }) => tmdbId)).toEqual([2, 1]);
  });

  it('asks nothing when there is no question', async () => {
    const { value } = await tmdb.search({ query: '  ', mediaType: 'all', year: null, page: 1 });
    expect(value.titles).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('tells where a title can be watched, by region', async () => {
    const japan = await tmdb.watchProviders('tv', 1396, 'JP');
    expect(japan.value.link).toContain('locale=JP');
    expect(japan.value.offers.map(({ service, access }) => `${service} ${access}`)).toEqual([
      'netflix subscription',
      'amazon-prime-video free',
      'fod rent',
      'amazon-video buy',
    ]);
    const here = await tmdb.watchProviders('tv', 1396);
    expect(here.value).toEqual({ region: 'US', link: null, offers: [] });
    expect(server.requests.filter(({ path }) => path === '/tv/1396/watch/providers')).toHaveLength(1);
  });

  it('finds a title by its IMDb id', async () => {
    expect((await tmdb.findByImdbId('tt0137523')).value).toMatchObject({ tmdbId: 550, mediaType: 'movie' });
    expect((await tmdb.findByImdbId('tt9999999')).value).toBeNull();
  });

  it('shows a token in a header only, and a key of the old kind in the query', async () => {
    await tmdb.movie(550);
    expect(server.requests[0]).toMatchObject({ authorization: `Bearer ${server.apiKey}` });
    expect(server.requests[0]?.query.has('api_key')).toBe(false);
    const other = await lab.startOther({ SOKOUL_TMDB_API_KEY: V3_KEY });
    await expect(other.movie(348)).rejects.toMatchObject({ code: 'TMDB_KEY_REFUSED' });
    expect(server.requests[1]?.authorization).toBeUndefined();
    expect(server.requests[1]?.query.get('api_key')).toBe(V3_KEY);
  });

  it('has the configured language and region', async () => {
    const german = await lab.startOther({ SOKOUL_LANGUAGE: 'de-DE', SOKOUL_REGION: 'DE' });
    const { value } = await german.movie(550);
    expect(value.certification).toBe('18');
    expect(server.requests[0]?.query.get('language')).toBe('de-DE');
    expect(server.requests[0]?.query.get('include_image_language')).toBe('de,en,null');
  });
});
