import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startTmdbServer } from '../fakes/tmdb-server.js';
import type { FakeTmdbServer } from '../fakes/tmdb-server.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Answer, Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const PATH = '/api/v1/media';
const SERIES_TMDB_ID = 150_001;
const MOVIE_TMDB_ID = 150_002;

describe('the catalogue over HTTP', () => {
  let system: TestSystem;
  let tmdb: FakeTmdbServer;
  let moderator: Person;
  let user: Person;

  const send = (method: string, route = '', body?: object, person = moderator): Promise<Answer> =>
    call(system.api.url, `${PATH}${route}`, { method, token: person.token, ...(body ? { body } : {}) });
  const read = (route: string) => send('GET', route, undefined, user);
  const codeOf = ({ status, body }: Answer) => [status, body.error?.code];
  const newTitle = async (changes: object = {}): Promise<string> => {
    const body = { title: `Title ${randomUUID()}`, media_type: 'movie', year: 2020, ...changes };
    const answer = await send('POST', '', body);
    expect(answer.status).toBe(201);
    return String(answer.body.id);
  };
  const untilReady = (id: string) =>
    waitFor('the metadata', async () => {
      const { body } = await read(`/${id}`);
      return body['metadata_status'] === 'ready' && body;
    });

  beforeAll(async () => {
    tmdb = await startTmdbServer({
      titles: [
        {
          mediaType: 'tv',
          id: SERIES_TMDB_ID,
          title: 'A Made-up Series',
          date: '2015-03-01',
          seasons: [
            {
              number: 1,
              name: 'First',
              episodes: [{ number: 1, name: 'Pilot', airDate: '2015-03-01', runtime: 42 }],
            },
          ],
        },
        {
          mediaType: 'movie',
          id: MOVIE_TMDB_ID,
          title: 'A Made-up Film',
          date: '2011-01-01',
          genreIds: [18],
          people: [
            { id: 11, name: 'An Actor', character: 'A Part' },
            { id: 12, name: 'A Director', job: 'Director' },
          ],
        },
      ],
    });
    system = await startTestSystem({
      env: { SOKOUL_TMDB_URL: tmdb.url, SOKOUL_TMDB_API_KEY: tmdb.apiKey },
    });
    moderator = await newPerson(system.api.url, system.database.url, 'moderator');
    user = await newPerson(system.api.url, system.database.url, 'user');
  });
  afterAll(async () => {
    await system?.stop();
    await tmdb?.close();
  });

  it('takes the documented title, and shows it as it was given', async () => {
    const body = {
      title: 'New Movie',
      media_type: 'movie',
      year: 2026,
      genres: ['Action', 'sci-fi', 'action'],
      rating: 7.5,
      overview: 'Movie description',
    };
    const created = await send('POST', '', body);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      ...body,
      genres: ['action', 'sci-fi'],
      tmdb_id: null,
      status: 'wanted',
      metadata_status: 'none',
      locked_fields: [],
      series_id: null,
      air_date: null,
    });
    expect((await read(`/${created.body.id}`)).body).toEqual(created.body);
    const again = await send('POST', '', body);
    expect([again.status, again.body.error]).toMatchObject([
      409,
      { code: 'MEDIA_EXISTS', details: { media_id: created.body.id } },
    ]);
  });

  it.each([
    ['no title', { media_type: 'movie' }],
    ['an empty title', { title: '  ', media_type: 'movie' }],
    ['an unknown type', { title: 'A', media_type: 'podcast' }],
    ['an unknown field', { title: 'A', media_type: 'movie', status: 'available' }],
    [
      'a poster that is no web address',
      { title: 'A', media_type: 'movie', poster_url: 'javascript:alert(1)' },
    ],
    ['a day that does not exist', { title: 'A', media_type: 'movie', air_date: '2026-02-30' }],
    ['NUL', { title: 'A\u0000B', media_type: 'movie' }],
    ['NUL in a list', { title: 'A', media_type: 'movie', genres: ['drama', 'a\u0000b'] }],
    ['an episode of nothing', { title: 'A', media_type: 'episode', season_number: 1, episode_number: 1 }],
    ['a film with a number', { title: 'A', media_type: 'movie', episode_number: 1 }],
  ])('refuses %s', async (_, body) => {
    expect(codeOf(await send('POST', '', body))).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('changes what is named, clears by null, and leaves the rest', async () => {
    const id = await newTitle({ overview: 'About', rating: 5 });
    const { status, body } = await send('PUT', `/${id}`, {
      title: 'Updated Title',
      rating: 8,
      overview: null,
    });
    expect([status, body]).toMatchObject([
      200,
      {
        id,
        title: 'Updated Title',
        rating: 8,
        overview: null,
        year: 2020,
        locked_fields: ['overview', 'rating', 'title'],
      },
    ]);
    expect(codeOf(await send('PUT', `/${id}`, { title: null }))).toEqual([400, 'VALIDATION_ERROR']);
    expect(codeOf(await send('PUT', `/${id}`, { media_type: 'tv' }))).toEqual([400, 'VALIDATION_ERROR']);
    expect((await send('PUT', `/${id}`, {})).body).toEqual(body);
    expect(codeOf(await send('PUT', `/${randomUUID()}`, { rating: 1 }))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await send('PUT', '/no-uuid', { rating: 1 }))).toEqual([404, 'NOT_FOUND']);
  });

  it('is edited by moderators and read by everybody', async () => {
    const id = await newTitle();
    const attempts = [
      send('POST', '', { title: 'A', media_type: 'movie' }, user),
      send('PUT', `/${id}`, { rating: 1 }, user),
      send('DELETE', `/${id}`, undefined, user),
      send('POST', `/${id}/refresh`, {}, user),
    ];
    for (const answer of await Promise.all(attempts)) expect(codeOf(answer)).toEqual([403, 'FORBIDDEN']);
    for (const route of ['/genres', `/${id}`, `/${id}/files`, `/${id}/people`, `/${id}/images`])
      expect((await read(route)).status).toBe(200);
  });

  it('deletes, and asks about files first', async () => {
    const id = await newTitle();
    const directory = path.join(system.directory, 'library/Movies/One');
    await mkdir(directory, { recursive: true });
    await writeFile(path.join(directory, 'one.mkv'), 'bytes');
    await queryRows(
      system.database.url,
      `INSERT INTO media_file (id, media_id, relative_path, size_bytes, source, downloaded_at)
        VALUES ($1, $2, 'Movies/One/one.mkv', 5, 'torrent', now())`,
      [randomUUID(), id],
    );
    const asked = await send('DELETE', `/${id}`);
    expect([asked.status, asked.body.error]).toMatchObject([
      409,
      { code: 'MEDIA_HAS_FILES', details: { count: 1, bytes: 5 } },
    ]);
    expect(codeOf(await send('DELETE', `/${id}?delete_files=maybe`))).toEqual([400, 'VALIDATION_ERROR']);
    const deleted = await send('DELETE', `/${id}?delete_files=true`);
    expect([deleted.status, deleted.body]).toEqual([204, {}]);
    expect(codeOf(await read(`/${id}`))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await send('DELETE', `/${id}`))).toEqual([404, 'NOT_FOUND']);
  });

  it('fills a film in from TMDB, and lists people, images and genres', async () => {
    const id = await newTitle({ title: 'made up', tmdb_id: MOVIE_TMDB_ID, year: 2011 });
    const film = await untilReady(id);
    expect(film).toMatchObject({
      title: 'A Made-up Film',
      genres: ['drama'],
      air_date: '2011-01-01',
      alternative_titles: expect.arrayContaining(['made up']) as string[],
      metadata_error: null,
    });
    expect((await read(`/${id}/people`)).body).toMatchObject({
      media_id: id,
      cast: [{ tmdb_id: 11, name: 'An Actor', character: 'A Part', order: 0 }],
      crew: [{ tmdb_id: 12, name: 'A Director', job: 'Director', order: 0 }],
    });
    expect((await read(`/${id}/images`)).body).toMatchObject({
      media_id: id,
      images: expect.any(Array) as [],
    });
    const { body } = await read('/genres');
    expect(body['genres']).toContainEqual({ name: 'drama', count: 1 });
    const refreshed = await send('POST', `/${id}/refresh`, {});
    expect([refreshed.status, refreshed.body]).toEqual([202, { media_id: id, metadata_status: 'ready' }]);
    const plain = await newTitle();
    expect(codeOf(await send('POST', `/${plain}/refresh`, {}))).toEqual([409, 'MEDIA_NOT_IDENTIFIED']);
    expect(codeOf(await read(`/${randomUUID()}/people`))).toEqual([404, 'NOT_FOUND']);
  });

  it('lists the seasons and episodes of a series', async () => {
    const id = await newTitle({ media_type: 'tv', tmdb_id: SERIES_TMDB_ID, year: 2015 });
    await untilReady(id);
    const own = await send('POST', '', {
      title: 'Ours',
      media_type: 'episode',
      series_id: id,
      season_number: 2,
      episode_number: 1,
    });
    expect([own.status, own.body]).toMatchObject([
      201,
      { series_id: id, season_number: 2, episode_number: 1 },
    ]);
    const first = await read(`/${id}/episodes?season=1`);
    expect(first.body).toMatchObject({
      series_id: id,
      season: 1,
      episodes: [
        {
          title: 'Pilot',
          episode_number: 1,
          season_number: 1,
          tmdb_id: expect.any(Number) as number,
          runtime_minutes: 42,
          air_date: '2015-03-01',
          status: 'wanted',
          has_files: false,
        },
      ],
      pagination: { page: 1, limit: 100, total: 1, total_pages: 1 },
    });
    expect((await read(`/${id}/episodes?season=7`)).body).toMatchObject({ season: 7, episodes: [] });
    expect((await read(`/${id}/episodes?page=2&limit=1`)).body).toMatchObject({
      season: null,
      episodes: [{ title: 'Ours' }],
      pagination: { page: 2, total: 2 },
    });
    expect((await read(`/${id}/seasons`)).body).toMatchObject({
      series_id: id,
      seasons: [
        { season_number: 1, name: 'First', episode_count: 1, available_count: 0 },
        { season_number: 2, name: null, episode_count: 1 },
      ],
    });
    const movie = await newTitle();
    expect(codeOf(await read(`/${movie}/episodes`))).toEqual([400, 'MEDIA_NOT_SERIES']);
    expect(codeOf(await read(`/${randomUUID()}/episodes`))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await read(`/${id}/episodes?season=-1`))).toEqual([400, 'VALIDATION_ERROR']);
  });
});
