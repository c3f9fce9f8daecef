import { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { PASSWORD, newAccount, post, signIn, tried } from '../support/account.js';
import { call } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { testRedisUrl } from '../support/test-database.js';
import { startTestSystem } from '../support/test-system.js';
import type { ServerProcess, TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const PARALLEL_REFRESHES = 200;

describe('sessions', () => {
  let system: TestSystem;
  let url: string;
  let other: ServerProcess;
  let redis: Redis;

  const query = <Row extends object>(statement: string, ...values: unknown[]) =>
    queryRows<Row>(system.database.url, statement, values);
  const actionsOf = async (userId: string) => {
    const rows = await query<{ action: string }>(
      'SELECT action FROM audit_log WHERE user_id = $1 ORDER BY "timestamp"',
      userId,
    );
    return rows.map(({ action }) => action);
  };

  /** A socket on the other process that is known to be let in: it hears what is published. */
  const listen = async (userId: string, token: string) => {
    const socket = new WebSocket(`${other.url.replace('http', 'ws')}/ws?token=${token}`);
    let isHeard = false;
    socket.once('message', () => (isHeard = true));
    const text = JSON.stringify({ room: `user:${userId}`, message: { type: 'hello' } });
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
  });
  afterAll(async () => {
    redis.disconnect();
    await system.stop();
  });

  it('lists the live ones of the caller and marks the present one', async () => {
    const first = await newAccount(url);
    const second = await signIn(url, first);
    const { status, body } = await call(url, '/api/v1/auth/sessions', { token: second.accessToken });
    expect(status).toBe(200);
    expect(body.pagination).toMatchObject({ total: 2, total_pages: 1 });
    expect(body.data?.map(({ is_current }) => is_current).sort()).toEqual([false, true]);
    expect(Object.keys(body.data?.[0] ?? {})).toEqual([
      'id',
      'created_at',
      'last_used_at',
      'expires_at',
      'ip_address',
      'user_agent',
      'is_current',
    ]);
    expect(body.data?.[0]?.user_agent).toBe('node');
  });

  it('end on every process at once', async () => {
    const account = await newAccount(url);
    expect(await tried(other.url, account.accessToken)).toBe('200');
    expect((await post(url, 'logout', undefined, account.accessToken)).status).toBe(204);
    expect(await tried(other.url, account.accessToken)).toBe('401 INVALID_TOKEN');
    const refresh = await post(other.url, 'refresh', { refresh_token: account.refreshToken });
    expect([refresh.status, refresh.body.error?.code]).toEqual([401, 'INVALID_TOKEN']);
    expect(await actionsOf(account.id)).toEqual(['user_registered', 'user_logged_in', 'user_logged_out']);
  });

  it('end one by one, and only by their owner', async () => {
    const [account, stranger] = [await newAccount(url), await newAccount(url)];
    const second = await signIn(url, account);
    const { body } = await call(url, '/api/v1/auth/sessions', { token: account.accessToken });
    const id = body.data?.find(({ is_current }) => is_current === false)?.id;
    const end = (token: string) => call(url, `/api/v1/auth/sessions/${id}`, { method: 'DELETE', token });
    expect((await end(stranger.accessToken)).status).toBe(404);
    expect((await end(account.accessToken)).status).toBe(204);
    expect((await end(account.accessToken)).status).toBe(404);
    expect(await tried(url, second.accessToken)).toBe('401 INVALID_TOKEN');
    expect(await tried(url, account.accessToken)).toBe('200');
  });

  it('end all together', async () => {
    const account = await newAccount(url);
    const second = await signIn(url, account);
    expect((await post(url, 'logout-all', undefined, account.accessToken)).status).toBe(204);
    for (const { accessToken } of [account, second])
      expect(await tried(url, accessToken)).toBe('401 INVALID_TOKEN');
  });

  it('close their WebSocket on another process with 4401 when they end', async () => {
    const account = await newAccount(url);
    const kept = await signIn(url, account);
    const [ending, staying] = [
      await listen(account.id, account.accessToken),
      await listen(account.id, kept.accessToken),
    ];
    const closed = new Promise((resolve) => ending.once('close', (code) => resolve(code)));
    await post(url, 'logout', undefined, account.accessToken);
    expect(await closed).toBe(4401);
    expect(staying.readyState).toBe(WebSocket.OPEN);
    staying.terminate();
  });

  it('are not opened twice by one refresh token, however many use it at once', async () => {
    const account = await newAccount(url);
    const answers = await Promise.all(
      Array.from({ length: PARALLEL_REFRESHES }, (_, index) =>
        post(index % 2 ? url : other.url, 'refresh', { refresh_token: account.refreshToken }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners.length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(PARALLEL_REFRESHES - winners.length);
    const [live] = await query<{ count: string }>(
      `SELECT count(*) FROM refresh_token t JOIN auth_session s ON s.id = t.session_id
        WHERE s.user_id = $1 AND s.revoked_at IS NULL AND t.used_at IS NULL`,
      account.id,
    );
    expect(Number(live?.count)).toBeLessThanOrEqual(1);
    for (const { body } of winners)
      expect(await tried(url, String(body.access_token))).toBe('401 INVALID_TOKEN');
    const actions = await actionsOf(account.id);
    expect(actions.filter((action) => action === 'refresh_token_reused')).toHaveLength(1);
  });

  it.each([
    ['is suspended', `UPDATE app_user SET status = 'suspended' WHERE id = $1`],
    ['is made inactive', `UPDATE app_user SET status = 'inactive' WHERE id = $1`],
    ['is deleted', `DELETE FROM app_user WHERE id = $1`],
    ['lost the session', `UPDATE auth_session SET revoked_at = now() WHERE user_id = $1`],
    ['has an expired session', `UPDATE auth_session SET expires_at = now() WHERE user_id = $1`],
  ])('refuse the tokens of someone who %s', async (_name, statement) => {
    const account = await newAccount(url);
    expect(await tried(url, account.accessToken)).toBe('200');
    await query(statement, account.id);
    expect(await tried(url, account.accessToken)).toBe('401 INVALID_TOKEN');
    expect((await post(url, 'refresh', { refresh_token: account.refreshToken })).status).toBe(401);
  });

  it('take the role from the account, not from the token', async () => {
    const account = await newAccount(url);
    const audit = () => call(url, '/api/v1/admin/audit-logs', { token: account.accessToken });
    expect((await audit()).status).toBe(403);
    await query(`UPDATE app_user SET role = 'admin' WHERE id = $1`, account.id);
    expect((await audit()).status).toBe(200);
  });

  it('are not opened with a wrong password, and the failure is audited', async () => {
    const account = await newAccount(url);
    const body = { username: account.username, password: `${PASSWORD}!` };
    const wrong = await post(url, 'login', body);
    const unknown = await post(url, 'login', { ...body, username: `${account.username}x` });
    expect(wrong.status).toBe(401);
    expect(unknown.body.error).toEqual(wrong.body.error);
    const rows = await query<{ new_value: object }>(
      `SELECT new_value FROM audit_log WHERE action = 'login_failed' AND resource_id = $1`,
      account.id,
    );
    expect(rows).toHaveLength(1);
  });
});
