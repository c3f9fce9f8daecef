import { call, newPerson } from '../support/http-caller.js';
import type { Call, JsonBody, Person } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const PATH = '/api/v1/admin/audit-logs';
const DOCUMENTED_FIELDS = [
  'id',
  'user_id',
  'action',
  'resource',
  'resource_id',
  'old_value',
  'new_value',
  'ip_address',
  'timestamp',
];

describe('the audit trail over HTTP', () => {
  let system: TestSystem;
  let admin: Person;
  let user: Person;

  const send = (path: string, options: Call = {}) =>
    call(system.api.url, `${PATH}${path}`, { token: admin.token, ...options });
  const rowsOf = async (query: string): Promise<readonly JsonBody[]> => (await send(query)).body.data ?? [];
  const download = (query: string) =>
    fetch(new URL(`${PATH}/export${query}`, system.api.url), {
      headers: { authorization: `Bearer ${admin.token}` },
    });

  beforeAll(async () => {
    system = await startTestSystem();
    admin = await newPerson(system.api.url, system.database.url, 'admin');
    user = await newPerson(system.api.url, system.database.url, 'user');
  });
  afterAll(() => system?.stop());

  it('answers the documented rows, newest first', async () => {
    const { status, body } = await send('?page=1&limit=2');
    expect(status).toBe(200);
    expect(body.pagination).toMatchObject({ page: 1, limit: 2 });
    expect(body.data).toHaveLength(2);
    for (const row of body.data ?? []) expect(Object.keys(row)).toEqual(DOCUMENTED_FIELDS);
    const [newest, older] = (body.data ?? []).map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(newest).toBeGreaterThanOrEqual(older ?? Infinity);
  });

  it('knows who registered and signed in, and from where', async () => {
    const [registered] = await rowsOf(`?action=user_registered&search=${user.username}`);
    expect(registered).toMatchObject({
      user_id: registered?.resource_id,
      resource: 'user',
      new_value: { username: user.username, role: 'user' },
      ip_address: '127.0.0.1',
    });
    const signIns = await rowsOf(`?action=user_logged_in&user_id=${String(registered?.user_id)}`);
    expect(signIns.map((row) => row.new_value)).toEqual([
      { method: 'password', username: user.username, is_remembered: false },
      { method: 'registration', username: user.username, is_remembered: false },
    ]);
  });

  it('records failed sign-ins, without what an unknown person typed', async () => {
    const tries = [
      { username: 'correct-horse-battery', password: 'x' },
      { username: user.username, password: 'wrong' },
    ];
    for (const body of tries) {
      const answer = await call(system.api.url, '/api/v1/auth/login', { method: 'POST', body });
      expect(answer.status).toBe(401);
    }
    const failed = await rowsOf('?action=login_failed');
    expect(failed.map(({ user_id, new_value }) => ({ user_id, new_value }))).toEqual([
      { user_id: null, new_value: { username: user.username } },
      { user_id: null, new_value: null },
    ]);
  });

  it('records who signed out', async () => {
    const other = await newPerson(system.api.url, system.database.url, 'user');
    await call(system.api.url, '/api/v1/auth/logout', { method: 'POST', token: other.token });
    const [row] = await rowsOf('?action=user_logged_out');
    expect(row).toMatchObject({ resource: 'session', new_value: { user_id: row?.user_id } });
  });

  it('records every refusal of an administrator route', async () => {
    expect((await send('/verify', { token: user.token })).status).toBe(403);
    expect((await send('', { token: 'nonsense' })).status).toBe(401);
    expect((await call(system.api.url, PATH)).status).toBe(401);
    const denied = await rowsOf('?action=access_denied');
    expect(denied.map(({ resource_id, new_value }) => ({ resource_id, new_value }))).toEqual([
      { resource_id: `GET ${PATH}`, new_value: { code: 'MISSING_TOKEN', role: null } },
      { resource_id: `GET ${PATH}`, new_value: { code: 'INVALID_TOKEN', role: null } },
      { resource_id: `GET ${PATH}/verify`, new_value: { code: 'FORBIDDEN', role: 'user' } },
    ]);
    expect(denied[2]?.user_id).toEqual(expect.any(String));
  });

  it('does not take a refusal at an ordinary route for one', async () => {
    const before = await rowsOf('?action=access_denied');
    expect((await call(system.api.url, '/api/v1/media')).status).toBe(401);
    expect(await rowsOf('?action=access_denied')).toHaveLength(before.length);
  });

  it('shows one row with its request and its place in the chain', async () => {
    expect((await send('/verify')).status).toBe(200);
    const [row] = await rowsOf('?action=user_registered');
    const { status, body } = await send(`/${row?.id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      ...row,
      user_agent: 'node',
      request_id: expect.any(String),
      position: expect.any(Number),
      previous_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await send('/0d5ae4a4-5a5a-4c4c-8b8b-000000000000')).status).toBe(404);
  });

  it('verifies the trail that the processes wrote', async () => {
    const { body } = await send('/verify');
    expect(body).toEqual({
      is_valid: true,
      checked: expect.any(Number),
      sealed_until: {
        position: body.checked,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        sealed_at: expect.any(String),
      },
      first_broken: null,
    });
    expect(body.checked).toBeGreaterThan(5);
  });

  it('exports NDJSON and CSV', async () => {
    const ndjson = await download('?format=ndjson&action=login_failed');
    expect(ndjson.headers.get('content-type')).toContain('application/x-ndjson');
    expect(ndjson.headers.get('content-disposition')).toContain('audit-logs.ndjson');
    const lines = (await ndjson.text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as JsonBody).action)).toEqual([
      'login_failed',
      'login_failed',
    ]);
    const csv = await download('?format=csv&action=login_failed');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(3);
  });

  it.each([
    '?user_id=me',
    '?from=yesterday',
    '?from=2026-W05',
    '?limit=101',
    '?export=1',
    '/export?format=xml',
  ])('refuses %s', async (query) => {
    const { status, body } = await send(query);
    expect([status, body.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('has nothing to accept while the end is intact', async () => {
    const body = { reason: 'just to try it out' };
    const answer = await send('/accept-end', { method: 'POST', body });
    expect([answer.status, answer.body.error?.code]).toEqual([409, 'AUDIT_CHAIN_INTACT']);
  });
});
