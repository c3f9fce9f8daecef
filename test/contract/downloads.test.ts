import { randomBytes, randomUUID } from 'node:crypto';
import { call, newPerson } from '../support/http-caller.js';
import type { Answer, Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const HOST = 'https://files.example';

describe('downloads over HTTP', () => {
  let system: TestSystem;
  let person: Person;
  let moderator: Person;

  beforeAll(async () => {
    system = await startTestSystem({
      workers: 0,
      env: { SOKOUL_RATE_LIMITS: 'off', SOKOUL_DOWNLOADS_PER_USER: '20' },
    });
    moderator = await newPerson(system.api.url, system.database.url, 'moderator');
  });
  beforeEach(async () => {
    person = await newPerson(system.api.url, system.database.url, 'user');
  });
  afterAll(() => system?.stop());

  const send = (method: string, path: string, body?: object, by: Person = person): Promise<Answer> =>
    call(system.api.url, `/api/v1/downloads${path}`, { method, token: by.token, ...(body ? { body } : {}) });
  const newUrl = (ending = '.mkv') => `${HOST}/${randomUUID()}${ending}`;
  const magnet = () => `magnet:?xt=urn:btih:${randomBytes(20).toString('hex')}&dn=Night.Train.1999.1080p.WEB`;
  const start = async (body: object, by: Person = person): Promise<string> => {
    const answer = await send('POST', '/start', body, by);
    expect(answer).toMatchObject({ status: 202 });
    return String(answer.body.download_id);
  };
  const bring = (id: string, assignments: string) =>
    queryRows(system.database.url, `UPDATE download SET ${assignments} WHERE id = $1`, [id]);
  const idsOf = (answer: Answer) => answer.body.data?.map((one) => one.download_id);

  it('starts a file by URL, and says everything about it', async () => {
    const url = newUrl();
    const id = await start({
      url,
      file_name: 'Night Train.mkv',
      checksum: `sha256:${'a'.repeat(64)}`,
      priority: 40,
      download_limit: 1_000_000,
      options: { max_retries: 5, proxy_type: 'system' },
    });
    const { status, body } = await send('GET', `/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      download_id: id,
      owner_id: expect.any(String),
      media_id: null,
      kind: 'http',
      url,
      release_name: 'Night Train.mkv',
      status: 'pending',
      priority: 40,
      queue_position: expect.any(Number),
      waits_for: null,
      retries: 0,
      next_attempt_at: null,
      is_seeding: false,
      bytes_sent: 0,
      ratio: 0,
      current_file: null,
      total_files: null,
      completed_files: 0,
      failed_files: 0,
      error_code: null,
      error_message: null,
      files_kept: false,
      kept_files_path: null,
      limits: {
        download_limit: 1_000_000,
        upload_limit: null,
        sequential: false,
        files: null,
        seed_ratio: null,
        seed_minutes: null,
      },
      files: [],
      peer_list: [],
    });
  });

  it.each([
    [{ url: newUrl(), options: { segments: 0 } }, 'options.segments'],
    [{ url: newUrl(), options: { user_agent: 'a\r\nX-Evil: 1' } }, 'options.user_agent'],
    [{ url: newUrl(), options: { max_retrys: 1 } }, 'options.max_retrys'],
    [
      { url: newUrl(), options: { proxy_type: 'custom', proxy_url: 'file:///etc/passwd' } },
      'options.proxy_url',
    ],
    [{ url: newUrl(), checksum: 'sha256:zz' }, 'checksum'],
    [{ url: newUrl(), sequential: true }, 'sequential'],
    [{ url: newUrl(), files: [] }, 'files'],
    [{ url: newUrl(), priority: 101 }, 'priority'],
    [{ url: newUrl(), kind: 'ftp' }, 'kind'],
    [{ url: newUrl(), magnet_link: magnet() }, 'url'],
    [{}, 'source_id'],
  ])('refuses %j', async (body, field) => {
    const answer = await send('POST', '/start', body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'VALIDATION_ERROR', details: { field } } },
    });
  });

  it.each(['http://127.0.0.1/a.mkv', 'http://169.254.169.254/latest', 'ftp://files.example/a.mkv'])(
    'does not fetch from %s',
    async (url) => {
      expect(await send('POST', '/start', { url })).toMatchObject({
        status: 400,
        body: { error: { code: 'URL_REFUSED' } },
      });
    },
  );

  it('starts several, each on its own', async () => {
    const [good, page, link] = [newUrl(), newUrl(''), magnet()];
    const urls = [good, 'http://10.0.0.1/a.mkv', page, good, 'no url', link];
    const { status, body } = await send('POST', '/start-many', { urls, options: { download_images: false } });
    expect(status).toBe(202);
    const refused = (code: string) => ({ download_id: null, status: null, error: { code } });
    const started = { download_id: expect.any(String), status: 'pending', error: null };
    expect(body).toMatchObject({
      started: 3,
      results: [
        { url: good, ...started },
        refused('URL_REFUSED'),
        { url: page, ...started },
        refused('DOWNLOAD_EXISTS'),
        refused('VALIDATION_ERROR'),
        { url: link, ...started },
      ],
    });
    const kinds = (await send('GET', '?sort=created_at&order=asc')).body.data?.map(({ kind }) => kind);
    expect(kinds).toEqual(['http', 'gallery', 'torrent']);
  });

  it('lists by kind, name, status and owner, in any order, page by page', async () => {
    const names = ['Cat.mkv', 'bird.mkv', 'Ant_100%.mkv'];
    const ids: string[] = [];
    for (const name of names)
      ids.push(await start({ url: newUrl(), file_name: name, priority: 10 + ids.length }));
    const [cat, bird, ant] = ids;
    await send('POST', `/${bird}/pause`);
    await bring(String(cat), 'bytes_done = 5, total_bytes = 10');
    const listed = async (query: string, by?: Person) => idsOf(await send('GET', query, undefined, by));
    expect(await listed('')).toEqual([ant, bird, cat]);
    expect(await listed('?sort=name')).toEqual([ant, bird, cat]);
    expect(await listed('?sort=priority&order=asc')).toEqual([cat, bird, ant]);
    expect((await listed('?sort=progress'))?.[0]).toBe(cat);
    expect(await listed('?search=BIRD')).toEqual([bird]);
    expect(await listed('?search=100%25')).toEqual([ant]);
    expect(await listed('?search=_')).toEqual([ant]);
    expect(await listed('?status=paused')).toEqual([bird]);
    expect(await listed('?kind=torrent')).toEqual([]);
    const pages = [await listed('?limit=2'), await listed('?limit=2&page=2')];
    expect(pages.flat()).toEqual([ant, bird, cat]);
    const { body } = await send('GET', `/${cat}`);
    expect(await listed(`?owner_id=${body.owner_id}&sort=name`, moderator)).toEqual([ant, bird, cat]);
    expect(await listed(`?owner_id=${randomUUID()}`)).toEqual([]);
    expect((await send('GET', '?sort=size')).status).toBe(400);
  });

  it('says who waits in which place', async () => {
    await queryRows(system.database.url, 'DELETE FROM download', []);
    const [first, second] = [await start({ url: newUrl() }), await start({ url: newUrl() })];
    const urgent = await start({ url: newUrl(), priority: 90 }, moderator);
    const positions = (await send('GET', '', undefined, moderator)).body.data?.map((one) => [
      one.download_id,
      one.queue_position,
    ]);
    expect(Object.fromEntries(positions ?? [])).toEqual({ [urgent]: 1, [first]: 2, [second]: 3 });
    expect(await send('POST', '/start', { url: newUrl(), priority: 51 })).toMatchObject({ status: 403 });
  });

  it('changes priority and limits, again and again, but not of what has ended', async () => {
    const id = await start({ magnet_link: magnet() });
    const body = { priority: 20, upload_limit: 5000, sequential: true, files: [2, 0], seed_ratio: 1.5 };
    for (let times = 0; times < 2; times++)
      expect(await send('PATCH', `/${id}`, body)).toMatchObject({
        status: 200,
        body: {
          priority: 20,
          limits: { upload_limit: 5000, sequential: true, files: [0, 2], seed_ratio: 1.5 },
        },
      });
    expect(await send('PATCH', `/${id}`, { files: null, upload_limit: null })).toMatchObject({
      body: { limits: { upload_limit: null, sequential: true, files: null, seed_ratio: 1.5 } },
    });
    await bring(id, `files = '[{"index": 0, "path": "a.mkv", "size_bytes": 10}]'`);
    expect(await send('PATCH', `/${id}`, { files: [1] })).toMatchObject({ status: 400 });
    await send('POST', `/${id}/cancel`);
    expect(await send('PATCH', `/${id}`, { priority: 1 })).toMatchObject({
      status: 409,
      body: { error: { code: 'DOWNLOAD_STATE_CONFLICT', details: { status: 'cancelled' } } },
    });
  });

  it('gives up with or without the files', async () => {
    const [kept, gone, byQuery] = [
      await start({ url: newUrl() }),
      await start({ url: newUrl() }),
      await start({ url: newUrl() }),
    ];
    for (const id of [kept, gone, byQuery]) await bring(id, 'has_directory = true');
    expect(await send('POST', `/${kept}/cancel`, { delete_files: false })).toMatchObject({
      status: 200,
      body: { status: 'cancelled', files_kept: true },
    });
    expect((await send('GET', `/${kept}`)).body.kept_files_path).toBe(`${kept}/`);
    expect((await send('POST', `/${byQuery}/cancel?delete_files=false`)).body.files_kept).toBe(true);
    expect((await send('POST', `/${gone}/cancel`)).body.files_kept).toBe(false);
    expect((await send('POST', `/${kept}/cancel`)).body.files_kept).toBe(false);
  });

  it('forgets what has ended, once', async () => {
    const id = await start({ url: newUrl() });
    expect(await send('DELETE', `/${id}`)).toMatchObject({
      status: 409,
      body: { error: { details: { status: 'pending' } } },
    });
    await bring(id, `state = 'completed', is_seeding = true`);
    expect((await send('DELETE', `/${id}`)).status).toBe(409);
    for (let times = 0; times < 2; times++)
      expect(await send('POST', `/${id}/stop-seeding`)).toMatchObject({
        status: 200,
        body: { status: 'completed' },
      });
    expect((await send('DELETE', `/${id}`)).status).toBe(204);
    expect((await send('DELETE', `/${id}`)).status).toBe(404);
  });

  it('tries a failed one again, and sooner one that waits', async () => {
    const id = await start({ url: newUrl() });
    await bring(id, `state = 'failed', error_code = 'DOWNLOAD_STALLED', retries = 3`);
    expect(await send('GET', `/${id}`)).toMatchObject({
      body: { error_code: 'DOWNLOAD_STALLED', retries: 3 },
    });
    expect(await send('POST', `/${id}/retry`)).toMatchObject({ status: 200, body: { status: 'pending' } });
    await bring(id, `waits_for = 'retry', next_attempt_at = now() + interval '1 hour'`);
    expect(await send('GET', `/${id}`)).toMatchObject({
      body: { waits_for: 'retry', next_attempt_at: expect.any(String), error_code: null },
    });
    await send('POST', `/${id}/retry`);
    expect(await send('GET', `/${id}`)).toMatchObject({ body: { waits_for: null, next_attempt_at: null } });
    await send('POST', `/${id}/pause`);
    expect((await send('POST', `/${id}/retry`)).status).toBe(409);
  });

  it('pauses and continues all of one’s own, and everybody’s for moderators', async () => {
    const other = await newPerson(system.api.url, system.database.url, 'user');
    const [mine, theirs] = [await start({ url: newUrl() }), await start({ url: newUrl() }, other)];
    expect((await send('POST', '/pause-all')).body).toMatchObject({ changed: 1, refused: [] });
    expect((await send('POST', '/pause-all')).body.changed).toBe(0);
    expect((await send('GET', `/${theirs}`, undefined, other)).body.status).toBe('pending');
    expect((await send('POST', '/resume-all')).body.changed).toBe(1);
    expect((await send('POST', '/pause-all?all=true')).status).toBe(403);
    await send('POST', '/pause-all?all=true', undefined, moderator);
    for (const [id, by] of [
      [mine, person],
      [theirs, other],
    ] as const)
      expect((await send('GET', `/${id}`, undefined, by)).body.status).toBe('paused');
  });
});
