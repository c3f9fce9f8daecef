import { PASSWORD, newAccount, post } from '../support/account.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Call, Person } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { ServerProcess, TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const PATH = '/api/v1/admin/config';
const WITHIN_A_SECOND_MS = 1000;

describe('the configuration at run time', () => {
  let system: TestSystem;
  let second: ServerProcess;
  let admin: Person;

  const send = (path: string, options: Call = {}, url = system.api.url) =>
    call(url, path, { token: admin.token, ...options });
  const put = (body: object, options: Call & { query?: string } = {}) =>
    send(`${PATH}${options.query ?? ''}`, { method: 'PUT', body, ...options });
  const register = (url: string, username: string, password = PASSWORD) =>
    post(url, 'register', { username, email: `${username}@example.com`, password });
  const read = async () => (await send(PATH)).body as Record<string, Record<string, unknown>>;

  beforeAll(async () => {
    const env = {
      SOKOUL_RATE_LIMITS: 'sign_in.address=900/60',
      SOKOUL_DOWNLOADS_PER_USER: '7',
      SOKOUL_TRUSTED_PROXIES: '127.0.0.1',
    };
    system = await startTestSystem({ workers: 0, env });
    second = await system.addApi();
    admin = await newPerson(system.api.url, system.database.url, 'admin');
  });
  afterAll(() => system?.stop());
  afterEach(async () => {
    const { body } = await send(PATH);
    const groups: Record<string, Record<string, null>> = { features: {}, limits: {}, security: {} };
    for (const { key, source } of body.settings as { key: string; source: string }[]) {
      const [group = '', name = ''] = key.split('.');
      if (source === 'stored') groups[group] = { ...groups[group], [name]: null };
    }
    expect((await put(groups, { query: '?force=true' })).status).toBe(200);
  });

  it('shows what holds, what would hold otherwise, and why', async () => {
    const { body, status } = await send(PATH);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      features: { registration_enabled: true, downloads_enabled: true, streaming_enabled: true },
      limits: { downloads_per_user: 7, rate_limits: { 'sign_in.address': { requests: 900, seconds: 60 } } },
      security: { session_days: 7, password_min_length: 12, rate_limiting_enabled: true },
    });
    const settings = body.settings as { key: string }[];
    expect(settings.find(({ key }) => key === 'limits.downloads_per_user')).toEqual({
      key: 'limits.downloads_per_user',
      value: 7,
      default: 7,
      source: 'environment',
      is_imposed: false,
      variable: 'SOKOUL_DOWNLOADS_PER_USER',
      description: expect.any(String),
      updated_at: null,
      updated_by: null,
    });
  });

  it('holds on every process within a second', async () => {
    expect((await put({ features: { registration_enabled: false } })).body.updated).toEqual([
      'features.registration_enabled',
    ]);
    const here = await register(system.api.url, 'too.late.here');
    expect([here.status, here.body.error?.code]).toEqual([403, 'FEATURE_DISABLED']);
    let attempt = 0;
    await waitFor(
      'the other process to refuse',
      async () => (await register(second.url, `too.late.${attempt++}`)).status === 403,
      WITHIN_A_SECOND_MS,
    );
    await put({ features: { registration_enabled: null } });
    expect((await register(system.api.url, 'in.time')).status).toBe(201);
  });

  it('changes rate limits on every process', async () => {
    const { token } = await newPerson(system.api.url, system.database.url, 'user');
    const limitAt = async (url: string) =>
      (await call(url, '/api/v1/downloads', { token })).headers.get('x-ratelimit-limit');
    expect(await limitAt(second.url)).toBe('50');
    await put({ limits: { rate_limits: { 'downloads.user': { requests: 3, seconds: 60 } } } });
    await waitFor('3 a minute', async () => (await limitAt(second.url)) === '3', WITHIN_A_SECOND_MS);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => call(system.api.url, '/api/v1/downloads', { token })),
    );
    expect(answers.map(({ status }) => status)).toContain(429);
    await put({ security: { rate_limiting_enabled: false } });
    expect(await limitAt(system.api.url)).toBeNull();
  });

  it('is obeyed by passwords, sessions, searches and downloads', async () => {
    await put({
      limits: { downloads_per_user: 1 },
      security: { password_min_length: 30, session_days: 1 },
    });
    const short = await register(system.api.url, 'short.password');
    expect([short.status, short.body.error?.message]).toEqual([400, 'password needs at least 30 characters']);
    const person = await newPerson(system.api.url, system.database.url, 'user').catch(() => null);
    expect(person).toBeNull();
    await put({ security: { password_min_length: null } });
    const { accessToken, id } = await newAccount(system.api.url);
    const [session] = await queryRows<{ expires_at: Date }>(
      system.database.url,
      'SELECT expires_at FROM auth_session WHERE user_id = $1',
      [id],
    );
    const days = ((session?.expires_at.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(Math.round(days * 10)).toBe(10);
    const start = (hash: string) =>
      call(system.api.url, '/api/v1/downloads/start', {
        method: 'POST',
        token: accessToken,
        body: { magnet_link: `magnet:?xt=urn:btih:${hash.repeat(40)}&dn=Film.2001` },
      });
    expect((await start('a')).status).toBe(202);
    expect((await start('b')).body.error?.details).toMatchObject({ limit: 1 });
    await put({ features: { downloads_enabled: false } });
    expect((await start('c')).body.error).toMatchObject({
      code: 'FEATURE_DISABLED',
      details: { setting: 'features.downloads_enabled' },
    });
  });

  it('is kept in the audit trail with the old and the new value', async () => {
    await put({ limits: { downloads_per_user: 9 } });
    await put({ limits: { downloads_per_user: 9 } });
    await put({ limits: { downloads_per_user: null } });
    const { body } = await send(
      '/api/v1/admin/audit-logs?action=config_changed&resource_id=limits.downloads_per_user&limit=2',
    );
    expect(body.data?.map(({ old_value, new_value }) => [old_value, new_value])).toEqual([
      [
        { value: 9, source: 'stored' },
        { value: 7, is_reset: true },
      ],
      [
        { value: 7, source: 'environment' },
        { value: 9, is_reset: false },
      ],
    ]);
  });

  it('is changed as a whole or not at all', async () => {
    const { version } = await read();
    const refused = await put({
      limits: { downloads_per_user: 9, dowloads: 1 },
      features: { streaming_enabled: 1 },
    });
    expect([refused.status, refused.body.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(refused.body.error?.details.fields).toHaveLength(2);
    expect((await put({ feature: {} })).status).toBe(400);
    expect((await put({ features: [] })).status).toBe(400);
    expect(
      (await put({ limits: { rate_limits: { 'general.user': { requests: 1, seconds: 60 } } } })).status,
    ).toBe(400);
    expect((await read()).version).toBe(version);
  });

  it('tells who was overtaken by somebody else', async () => {
    const { version } = await read();
    const change = (value: number) => put({ version, limits: { search_timeout_seconds: value } });
    const answers = await Promise.all([change(10), change(20)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error).toMatchObject({
      code: 'CONFIG_VERSION_CONFLICT',
      details: { version: Number(version) + 1 },
    });
  });

  it('does not lock out who enforces the whitelist', async () => {
    const from = { headers: { 'x-forwarded-for': '203.0.113.5' } };
    await put({ security: { admin_ip_rules_enabled: false } });
    const entry = { ip_address: '198.51.100.0/24', force: true };
    const added = await send('/api/v1/admin/security/whitelist', { method: 'POST', body: entry });
    const refused = await put({ security: { admin_ip_rules_enabled: true } }, from);
    expect([refused.status, refused.body.error?.code]).toEqual([409, 'WHITELIST_LOCKOUT']);
    expect((await send(PATH, from)).status).toBe(200);
    const forced = await put(
      { security: { admin_ip_rules_enabled: true } },
      { ...from, query: '?force=true' },
    );
    expect(forced.status).toBe(200);
    expect((await send(PATH, from)).status).toBe(403);
    await send(`/api/v1/admin/security/whitelist/${added.body.id}`, { method: 'DELETE' });
  });

  it('leaves to the operator what the environment decides', async () => {
    system.env.SOKOUL_ADMIN_IP_RULES = 'false';
    const imposed = await system.addApi();
    const body = { security: { admin_ip_rules_enabled: true } };
    const refused = await send(PATH, { method: 'PUT', body }, imposed.url);
    expect(refused.body.error).toMatchObject({
      code: 'SETTING_IMPOSED',
      details: { setting: 'security.admin_ip_rules_enabled', variable: 'SOKOUL_ADMIN_IP_RULES' },
    });
  });

  it('is not for API keys to change', async () => {
    const made = await post(
      system.api.url,
      'api-keys',
      { name: 'x', scopes: ['write', 'admin'] },
      admin.token,
    );
    const key = String(made.body.key);
    expect((await send(PATH, { token: key })).status).toBe(200);
    const refused = await put({ features: { registration_enabled: false } }, { token: key });
    expect(refused.body.error?.code).toBe('SESSION_REQUIRED');
  });
});
