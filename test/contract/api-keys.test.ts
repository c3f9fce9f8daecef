import { newAccount } from '../support/account.js';
import type { Account } from '../support/account.js';
import { call } from '../support/http-caller.js';
import type { Answer } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const KEYS = '/api/v1/auth/api-keys';

describe('API keys', () => {
  let system: TestSystem;
  let url: string;
  let account: Account;

  const create = (body: object, token = account.accessToken) =>
    call(url, KEYS, { method: 'POST', token, body });
  const newKey = async (scopes: string[], token?: string) =>
    String((await create({ name: 'test', scopes }, token)).body.key);
  const codeOf = ({ status, body }: Answer) => `${status} ${body.error?.code ?? ''}`.trim();
  const makeAdmin = () =>
    queryRows(system.database.url, `UPDATE app_user SET role = 'admin' WHERE id = $1`, [account.id]);

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0 });
    url = system.api.url;
  });
  beforeEach(async () => {
    account = await newAccount(url);
  });
  afterAll(() => system.stop());

  it('are shown once, listed by their prefix and kept as a hash', async () => {
    const created = await create({ name: 'Home Assistant', scopes: ['write', 'read', 'read'] });
    expect(created.status).toBe(201);
    const { key, ...rest } = created.body;
    expect(key).toMatch(/^sk_[a-z0-9]{8}_[\w-]{43}$/);
    expect(rest).toMatchObject({ scopes: ['read', 'write'], expires_at: null, last_used_at: null });
    expect(String(key).startsWith(`${String(rest.prefix)}_`)).toBe(true);
    const list = await call(url, KEYS, { token: account.accessToken });
    expect(list.body.data).toEqual([rest]);
    const rows = await queryRows(system.database.url, 'SELECT * FROM api_key');
    expect(JSON.stringify(rows)).not.toContain(String(key).slice(-43));
  });

  it('are taken as a bearer token and in X-API-Key, and remember their last use', async () => {
    const key = await newKey(['read']);
    expect((await call(url, '/api/v1/media', { token: key })).status).toBe(200);
    expect((await call(url, '/api/v1/media', { headers: { 'x-api-key': key } })).status).toBe(200);
    const list = await call(url, KEYS, { token: account.accessToken });
    expect(list.body.data?.[0]?.last_used_at).toEqual(expect.any(String));
  });

  it('do what their scopes say', async () => {
    const [reader, writer] = [await newKey(['read']), await newKey(['write'])];
    const write = (token: string) => call(url, '/api/v1/search', { method: 'POST', token, body: {} });
    const refusal = await write(reader);
    expect(codeOf(refusal)).toBe('403 INSUFFICIENT_SCOPE');
    expect(refusal.body.error?.details).toEqual({ required_scope: 'write' });
    expect(codeOf(await write(writer))).toBe('400 VALIDATION_ERROR');
    expect((await call(url, '/api/v1/media', { token: writer })).status).toBe(200);
  });

  it("open the administrators' routes with the scope for it, while their owner is one", async () => {
    await makeAdmin();
    const [plain, admin] = [await newKey(['write']), await newKey(['read', 'admin'])];
    const logs = (token: string) => call(url, '/api/v1/admin/audit-logs', { token });
    expect(codeOf(await logs(plain))).toBe('403 INSUFFICIENT_SCOPE');
    expect((await logs(admin)).status).toBe(200);
    await queryRows(system.database.url, `UPDATE app_user SET role = 'user' WHERE id = $1`, [account.id]);
    expect(codeOf(await logs(admin))).toBe('403 FORBIDDEN');
  });

  it('can not manage keys, sessions, the password, the whitelist or the end of the audit trail', async () => {
    await makeAdmin();
    const token = await newKey(['write', 'admin']);
    const routes = [
      ['POST', KEYS],
      ['GET', KEYS],
      ['GET', '/api/v1/auth/sessions'],
      ['PUT', '/api/v1/auth/password'],
      ['POST', '/api/v1/auth/logout-all'],
      ['POST', '/api/v1/auth/csrf-token'],
      ['POST', '/api/v1/admin/security/keys/rotate'],
      ['POST', '/api/v1/admin/security/whitelist'],
      ['DELETE', `/api/v1/admin/security/whitelist/${account.id}`],
      ['POST', '/api/v1/admin/audit-logs/accept-end'],
    ] as const;
    for (const [method, path] of routes)
      expect(codeOf(await call(url, path, { method, token }))).toBe('403 SESSION_REQUIRED');
  });

  it.each<[string, object]>([
    ['no scope', { name: 'x', scopes: [] }],
    ['an unknown scope', { name: 'x', scopes: ['read', 'root'] }],
    ['admin alone', { name: 'x', scopes: ['admin'] }],
    ['admin, by someone who is none', { name: 'x', scopes: ['read', 'admin'] }],
    ['a past expiry', { name: 'x', scopes: ['read'], expires_at: '2020-01-01T00:00:00Z' }],
    ['no name', { name: ' ', scopes: ['read'] }],
  ])('are not made with %s', async (_name, body) => {
    expect(codeOf(await create(body))).toBe('400 VALIDATION_ERROR');
  });

  it('are refused once deleted, expired, or with their owner', async () => {
    const { body } = await create({ name: 'x', scopes: ['read'], expires_at: '2999-01-01T00:00:00Z' });
    const { id, key } = body;
    const use = (token: unknown) => call(url, '/api/v1/media', { token: String(token) });
    const remove = (token: string) => call(url, `${KEYS}/${id}`, { method: 'DELETE', token });
    expect((await use(key)).status).toBe(200);
    expect((await remove((await newAccount(url)).accessToken)).status).toBe(404);
    expect((await remove(account.accessToken)).status).toBe(204);
    expect(codeOf(await use(key))).toBe('401 INVALID_TOKEN');
    expect((await remove(account.accessToken)).status).toBe(404);

    const [old, orphan] = [await newKey(['read']), await newKey(['read'])];
    await queryRows(system.database.url, 'UPDATE api_key SET expires_at = now() WHERE prefix = $1', [
      old.slice(0, 11),
    ]);
    expect(codeOf(await use(old))).toBe('401 INVALID_TOKEN');
    await queryRows(system.database.url, `UPDATE app_user SET status = 'suspended' WHERE id = $1`, [
      account.id,
    ]);
    expect(codeOf(await use(orphan))).toBe('401 INVALID_TOKEN');
  });

  it('are limited in number, also when made all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 55 }, () => create({ name: 'x', scopes: ['read'] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(answers.filter((answer) => codeOf(answer) === '409 API_KEY_LIMIT')).toHaveLength(5);
  });
});
