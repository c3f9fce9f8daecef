import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { PASSWORD, newAccount, post, signIn, tried } from '../support/account.js';
import type { Account } from '../support/account.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Call, Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { testRedisUrl } from '../support/test-database.js';
import { startTestSystem } from '../support/test-system.js';
import type { ServerProcess, TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const PATH = '/api/v1/admin/users';

describe('accounts, to administrators', () => {
  let system: TestSystem;
  let url: string;
  let other: ServerProcess;
  let redis: Redis;
  let admin: Person;

  const send = (path = '', options: Call = {}) =>
    call(url, `${PATH}${path}`, { token: admin.token, ...options });
  const put = (path: string, body: object) => send(path, { method: 'PUT', body });
  const triedAsAdmin = async (token: string) => (await call(other.url, PATH, { token })).status;
  const namesOf = async (query: string) =>
    (await send(`?limit=100&${query}`)).body.data?.map(({ username }) => username);

  /** A socket on the other process that is known to be let in: it hears what is published. */
  const listen = async ({ id, accessToken }: Account) => {
    const socket = new WebSocket(`${other.url.replace('http', 'ws')}/ws?token=${accessToken}`);
    let isHeard = false;
    socket.once('message', () => (isHeard = true));
    const text = JSON.stringify({ room: `user:${id}`, message: { type: 'hello' } });
    await waitFor('the socket to be let in', async () => {
      await redis.publish('sokoul:realtime', text);
      return isHeard;
    });
    return socket;
  };

  beforeAll(async () => {
    redis = new Redis(testRedisUrl());
    system = await startTestSystem({ workers: 0 });
    url = system.api.url;
    other = await system.addApi();
    admin = await newPerson(url, system.database.url, 'admin');
  });
  afterAll(async () => {
    redis.disconnect();
    await system?.stop();
  });

  it('are listed with what their owners do, and summed up', async () => {
    const account = await newAccount(url);
    await signIn(url, account);
    const body = { magnet_link: `magnet:?xt=urn:btih:${'d'.repeat(40)}&dn=Film.2001` };
    await call(url, '/api/v1/downloads/start', { method: 'POST', token: account.accessToken, body });
    const { status, body: page } = await send(`?search=${account.username.toUpperCase()}`);
    expect(status).toBe(200);
    expect(page.pagination).toEqual({ page: 1, limit: 20, total: 1, total_pages: 1 });
    expect(page.data).toEqual([
      {
        id: account.id,
        username: account.username,
        email: account.email,
        role: 'user',
        status: 'active',
        requires_password_change: false,
        created_at: expect.any(String),
        updated_at: expect.any(String),
        last_login_at: expect.any(String),
        statistics: {
          downloads: 1,
          active_downloads: 1,
          downloaded_bytes: 0,
          searches: 0,
          active_sessions: 2,
          last_active_at: expect.any(String),
        },
      },
    ]);
    const rows = await queryRows<{ role: string }>(system.database.url, 'SELECT role FROM app_user');
    const admins = rows.filter(({ role }) => role === 'admin').length;
    expect(page.summary).toMatchObject({
      total: rows.length,
      by_role: { admin: admins, moderator: 0, user: rows.length - admins },
      by_status: { active: rows.length, inactive: 0, suspended: 0 },
      new_last_30_days: rows.length,
    });
    expect((await send(`/${account.id}`)).body).toEqual(page.data?.[0]);
  });

  it('are found by role, status and time, and put in order', async () => {
    const [first, second] = [await newAccount(url), await newAccount(url)];
    await put(`/${first.id}/role`, { role: 'moderator' });
    await put(`/${second.id}/status`, { status: 'inactive' });
    expect(await namesOf('role=moderator')).toEqual([first.username]);
    expect(await namesOf('status=inactive')).toEqual([second.username]);
    expect(await namesOf('created_to=2020-01-01T00:00:00Z')).toEqual([]);
    const all = (await namesOf('created_from=2020-01-01T00:00:00Z&sort=username&order=asc')) as string[];
    expect(all).toEqual([...all].sort());
    expect(await namesOf('sort=created_at')).toEqual((await namesOf('sort=created_at&order=asc'))?.reverse());
    expect((await namesOf('sort=role'))?.at(-1)).toBeDefined();
    expect(await namesOf('search=%25')).toEqual([]);
    for (const query of ['role=king', 'sort=password_hash', 'created_from=yesterday', 'limit=0'])
      expect((await send(`?${query}`)).status).toBe(400);
  });

  it('get another role with the next request, on every process', async () => {
    const account = await newAccount(url);
    expect(await triedAsAdmin(account.accessToken)).toBe(403);
    const changed = await put(`/${account.id}/role`, { role: 'admin' });
    expect([changed.status, changed.body.role]).toEqual([200, 'admin']);
    expect(await triedAsAdmin(account.accessToken)).toBe(200);
    await put(`/${account.id}/role`, { role: 'user' });
    expect(await triedAsAdmin(account.accessToken)).toBe(403);
    expect((await put(`/${account.id}/role`, { role: 'king' })).status).toBe(400);
  });

  it('are shut out at once, with their sockets and keys', async () => {
    const account = await newAccount(url);
    const made = await post(url, 'api-keys', { name: 'x', scopes: ['read'] }, account.accessToken);
    const key = String(made.body.key);
    const socket = await listen(account);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const { status, body } = await put(`/${account.id}/status`, { status: 'suspended', reason: 'Shares it' });
    expect([status, body.status]).toEqual([200, 'suspended']);
    expect(await tried(other.url, account.accessToken)).toBe('401 INVALID_TOKEN');
    expect(await tried(other.url, key)).toBe('401 INVALID_TOKEN');
    expect(await closed).toBe(4401);
    await expect(signIn(url, account)).rejects.toThrow('401');
    const refresh = await post(other.url, 'refresh', { refresh_token: account.refreshToken });
    expect(refresh.status).toBe(401);
    await put(`/${account.id}/status`, { status: 'active' });
    expect(await tried(other.url, account.accessToken)).toBe('401 INVALID_TOKEN');
    expect(await tried(other.url, key)).toBe('200');
    expect(await tried(other.url, (await signIn(url, account)).accessToken)).toBe('200');
    const { body: trail } = await call(
      url,
      `/api/v1/admin/audit-logs?action=user_status_changed&resource_id=${account.id}`,
      { token: admin.token },
    );
    expect(trail.data?.at(-1)).toMatchObject({
      old_value: { status: 'active' },
      new_value: { status: 'suspended', reason: 'Shares it', ended_sessions: 1 },
    });
  });

  it('are made with a temporary password, which is shown once', async () => {
    const body = { username: 'made.for.you', email: 'made@example.com', role: 'moderator' };
    const { status, body: made } = await send('', { method: 'POST', body });
    expect(status).toBe(201);
    expect(made).toMatchObject({ ...body, status: 'active', requires_password_change: true });
    const login = { username: body.username, password: made.temporary_password };
    const { body: session } = await post(url, 'login', login);
    expect(session.requires_password_change).toBe(true);
    expect(await tried(url, String(session.access_token))).toBe('403 PASSWORD_CHANGE_REQUIRED');
    const again = await send('', { method: 'POST', body });
    expect([again.status, again.body.error?.code]).toEqual([409, 'USER_EXISTS']);
    const given = { username: 'made.with.password', password: PASSWORD, requires_password_change: false };
    const { body: ready } = await send('', { method: 'POST', body: given });
    expect(ready).toMatchObject({ email: null, role: 'user', temporary_password: null });
    expect((await post(url, 'login', given)).status).toBe(400);
    expect((await post(url, 'login', { username: given.username, password: PASSWORD })).status).toBe(200);
  });

  it('get a temporary password, which ends their sessions', async () => {
    const account = await newAccount(url);
    const { status, body } = await send(`/${account.id}/password-reset`, { method: 'POST' });
    expect(status).toBe(200);
    expect(await tried(other.url, account.accessToken)).toBe('401 INVALID_TOKEN');
    await expect(signIn(url, account)).rejects.toThrow('401');
    await expect(signIn(url, account, String(body.temporary_password))).resolves.toBeDefined();
  });

  it('are deleted as documented, with a report for who wants it', async () => {
    const [silent, reported] = [await newAccount(url), await newAccount(url)];
    const answer = await send(`/${silent.id}`, { method: 'DELETE' });
    expect([answer.status, answer.body]).toEqual([204, {}]);
    expect(await tried(other.url, silent.accessToken)).toBe('401 INVALID_TOKEN');
    expect((await send(`/${silent.id}`, { method: 'DELETE' })).status).toBe(404);
    const { status, body } = await send(`/${reported.id}?report=true`, { method: 'DELETE' });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: reported.id,
      username: reported.username,
      deleted_at: expect.any(String),
      ended_sessions: 1,
      deleted_records: { auth_session: 1 },
      detached_records: {},
      downloads: { cancelled: 0, directories: 0, size_bytes: 0 },
    });
    expect((await send(`/${reported.id}`)).status).toBe(404);
  });

  it('always include an active administrator', async () => {
    const { body } = await send('?role=admin&status=active&limit=100');
    const ids = (body.data ?? []).map(({ id }) => String(id));
    const me = (await send(`?search=${admin.username}`)).body.data?.[0]?.id;
    for (const id of ids.filter((one) => one !== me)) await put(`/${id}/role`, { role: 'user' });
    const attempts = [
      await put(`/${String(me)}/role`, { role: 'user' }),
      await put(`/${String(me)}/status`, { status: 'suspended' }),
      await send(`/${String(me)}`, { method: 'DELETE' }),
    ];
    expect(attempts.map(({ status, body: answer }) => [status, answer.error?.code])).toEqual(
      attempts.map(() => [409, 'LAST_ADMINISTRATOR']),
    );
  });

  it('are not for API keys to raise', async () => {
    const account = await newAccount(url);
    const made = await post(url, 'api-keys', { name: 'x', scopes: ['write', 'admin'] }, admin.token);
    const token = String(made.body.key);
    expect((await send('', { token })).status).toBe(200);
    const refused = [
      await send('', { token, method: 'POST', body: { username: 'by.a.key' } }),
      await send(`/${account.id}/role`, { token, method: 'PUT', body: { role: 'admin' } }),
      await send(`/${account.id}/password-reset`, { token, method: 'POST' }),
    ];
    expect(refused.map(({ body }) => body.error?.code)).toEqual(refused.map(() => 'SESSION_REQUIRED'));
  });
});
