import { startTmdbServer } from '../fakes/tmdb-server.js';
import type { FakeTmdbServer } from '../fakes/tmdb-server.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const DISCOVER = '/api/v1/discover';
const FIGHT_CLUB = '550';

describe('discover', () => {
  let tmdb: FakeTmdbServer;
  let system: TestSystem;
  let person: Person;

  beforeAll(async () => {
    tmdb = await startTmdbServer({
      titles: [
        { mediaType: 'movie', id: 9001, title: 'Here', date: '2001-01-01', popularity: 3 },
        {
          mediaType: 'tv',
          id: 9001,
          title: 'Here too',
          watch: { US: { flatrate: [[8, 'Netflix']] } },
          seasons: [{ number: 1, episodes: [{ number: 1 }, { number: 2 }] }],
        },
      ],
    });
    system = await startTestSystem({
      workers: 0,
      env: { SOKOUL_TMDB_URL: tmdb.url, SOKOUL_TMDB_API_KEY: tmdb.apiKey },
    });
    person = await newPerson(system.api.url, system.database.url, 'user');
    await queryRows(
      system.database.url,
      `INSERT INTO media (id, title, title_key, search_text, media_type, year, tmdb_id, status)
       VALUES (gen_random_uuid(), 'Here', 'here', 'here', 'movie', 2001, 9001, 'available')`,
    );
  });
  afterEach(() => {
    tmdb.mode = 'ok';
  });
  afterAll(async () => {
    await system?.stop();
    await tmdb?.close();
  });

  const get = (path: string) => call(system.api.url, `${DISCOVER}${path}`, { token: person.token });
  const codeOf = async (path: string) => {
    const { status, body } = await get(path);
    return `${status} ${body.error?.code ?? ''}`.trim();
  };

  it('lists titles with whether they are here', async () => {
    const { status, body } = await get('/search?query=here&media_type=all');
    expect(status).toBe(200);
    expect(body.pagination).toEqual({ page: 1, limit: 20, total: 3, total_pages: 1 });
    expect(body.is_stale).toBe(false);
    expect(body.data).toEqual([
      expect.objectContaining({
        tmdb_id: 9001,
        media_type: 'movie',
        title: 'Here',
        year: 2001,
        availability: {
          status: 'available',
          media_id: expect.any(String) as string,
          in_plex: null,
          request_id: null,
        },
      }),
      expect.objectContaining({
        tmdb_id: 9001,
        media_type: 'tv',
        availability: { status: 'unavailable', media_id: null, in_plex: null, request_id: null },
      }),
    ]);
  });

  it('shows a movie with its people and where to watch it', async () => {
    const { status, body } = await get(`/movie/${FIGHT_CLUB}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      tmdb_id: 550,
      media_type: 'movie',
      title: 'Fight Club',
      imdb_id: 'tt0137523',
      runtime_minutes: 139,
      certification: 'R',
      seasons: [],
      is_in_production: null,
      where_to_watch: null,
      availability: { status: 'unavailable' },
    });
    expect(body['cast']).toHaveLength(30);
    expect((body['crew'] as object[])[0]).toMatchObject({ name: 'David Fincher', job: 'Director' });
  });

  it('shows a series with its seasons and where to watch it', async () => {
    const { body } = await get('/tv/9001');
    expect(body['seasons']).toMatchObject([{ season_number: 1, episode_count: 2, air_date: null }]);
    expect(body['where_to_watch']).toMatchObject({
      region: 'US',
      attribution: 'JustWatch',
      offers: [{ service: 'netflix', service_name: 'Netflix', access: 'subscription' }],
    });
  });

  it.each(['/movie/424242', '/tv/0', '/tv/abc', '/tv/99999999999', '/person/550', '/movie/1e3'])(
    'finds nothing at %s',
    async (path) => expect(await codeOf(path)).toBe('404 NOT_FOUND'),
  );

  it.each([
    '',
    '?query=',
    '?query=%20',
    '?query=a&media_type=person',
    '?query=a&page=501',
    '?query=a&year=1',
    '?query=a&x=1',
  ])('refuses /search%s', async (search) =>
    expect(await codeOf(`/search${search}`)).toBe('400 VALIDATION_ERROR'),
  );

  it('asks who is there', async () => {
    expect((await call(system.api.url, `${DISCOVER}/search?query=here`)).status).toBe(401);
    expect((await call(system.api.url, `${DISCOVER}/movie/550`)).status).toBe(401);
  });

  it('names what is wrong with TMDB', async () => {
    tmdb.mode = 'garbage';
    expect(await codeOf('/movie/348')).toBe('502 TMDB_RESPONSE_INVALID');
    tmdb.mode = 'unauthorized';
    expect(await codeOf('/movie/348')).toBe('502 TMDB_KEY_REFUSED');
    tmdb.mode = 'http-500';
    expect(await codeOf('/movie/348')).toBe('502 TMDB_UNREACHABLE');
    tmdb.mode = 'rate-limited';
    const limited = await get('/movie/348');
    expect(limited.status).toBe(503);
    expect(limited.body.error).toMatchObject({ code: 'TMDB_RATE_LIMITED', details: { retry_after: 7 } });
  });

  it('says that an older answer is one', async () => {
    const other = await system.addApi();
    const { token } = person;
    await queryRows(system.database.url, `UPDATE tmdb_answer SET fresh_until = now() - interval '1 second'`);
    tmdb.mode = 'http-500';
    const { status, body } = await call(other.url, `${DISCOVER}/movie/${FIGHT_CLUB}`, { token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'Fight Club', is_stale: true });
  });

  it('is 503 without a key', async () => {
    const bare = await startTestSystem({ workers: 0 });
    try {
      const { token } = await newPerson(bare.api.url, bare.database.url, 'user');
      const { status, body } = await call(bare.api.url, `${DISCOVER}/search?query=here`, { token });
      expect(`${status} ${body.error?.code}`).toBe('503 TMDB_UNCONFIGURED');
    } finally {
      await bare.stop();
    }
  });
});
