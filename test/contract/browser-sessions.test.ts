import { PASSWORD, newAccount, post } from '../support/account.js';
import type { Account } from '../support/account.js';
import { CookieJar } from '../support/cookie-jar.js';
import { call } from '../support/http-caller.js';
import type { Answer } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

describe('a browser session', () => {
  let system: TestSystem;
  let url: string;
  let account: Account;

  const login = async (wish: object) => {
    const answer = await post(url, 'login', { username: account.username, password: PASSWORD, ...wish });
    return new CookieJar().take(answer.headers);
  };
  const send = (method: string, path: string, headers: Record<string, string>): Promise<Answer> =>
    call(url, `/api/v1/${path}`, { method, headers });
  const csrfToken = async (jar: CookieJar) => {
    const answer = await send('POST', 'auth/csrf-token', jar.header());
    jar.take(answer.headers);
    return String(answer.body.csrf_token);
  };
  const codeOf = ({ status, body }: Answer) => `${status} ${body.error?.code ?? ''}`.trim();
  const remembered = (jar: CookieJar) => send('POST', 'auth/remember', jar.header('sokoul_remember'));
  const liveSessions = async () => {
    const [row] = await queryRows<{ count: string }>(
      system.database.url,
      'SELECT count(*) FROM auth_session WHERE user_id = $1 AND revoked_at IS NULL',
      [account.id],
    );
    return Number(row?.count);
  };

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0 });
    url = system.api.url;
  });
  beforeEach(async () => {
    account = await newAccount(url);
  });
  afterAll(() => system.stop());

  it('is held by a cookie that scripts and other sites can not use', async () => {
    expect((await login({})).names).toEqual([]);
    expect((await login({ use_cookies: true })).names).toEqual(['sokoul_session']);
    const jar = await login({ remember_me: true });
    expect(jar.names).toEqual(['sokoul_remember', 'sokoul_session']);
    expect(jar.get('sokoul_session').attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']),
    );
    expect(jar.get('sokoul_remember').attributes).toEqual(
      expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/api/v1/auth']),
    );
    expect(codeOf(await send('GET', 'media', jar.header('sokoul_session')))).toBe('200');
  });

  it('sends its cookies over TLS only, except on this machine itself', async () => {
    const body = { username: account.username, password: PASSWORD, remember_me: true };
    const attributes = async (headers: Record<string, string>) => {
      const answer = await call(url, '/api/v1/auth/login', { method: 'POST', body, headers });
      return new CookieJar().take(answer.headers).get('sokoul_session').attributes;
    };
    expect(await attributes({})).not.toContain('Secure');
    expect(await attributes({ 'x-forwarded-for': '203.0.113.7' })).toContain('Secure');
  });

  it('keeps no secret in the database', async () => {
    const jar = await login({ remember_me: true });
    const [session] = await queryRows<{ cookie_hash: string }>(
      system.database.url,
      'SELECT cookie_hash FROM auth_session WHERE user_id = $1 AND cookie_hash IS NOT NULL',
      [account.id],
    );
    const [token] = await queryRows<{ token_hash: string }>(
      system.database.url,
      'SELECT token_hash FROM remember_token WHERE user_id = $1',
      [account.id],
    );
    expect(session?.cookie_hash).toMatch(/^[0-9a-f]{64}$/);
    expect([session?.cookie_hash, token?.token_hash]).not.toContain(jar.get('sokoul_session').value);
    expect(token?.token_hash).not.toBe(jar.get('sokoul_remember').value);
  });

  it('writes only with a CSRF token of its own', async () => {
    const jar = await login({ use_cookies: true });
    const write = (headers: Record<string, string>) => send('POST', 'auth/logout', headers);
    expect(codeOf(await write(jar.header()))).toBe('403 CSRF_TOKEN_INVALID');
    const token = await csrfToken(jar);
    expect(codeOf(await write(jar.header()))).toBe('403 CSRF_TOKEN_INVALID');
    expect(codeOf(await write({ ...jar.header('sokoul_session'), 'x-csrf-token': token }))).toBe(
      '403 CSRF_TOKEN_INVALID',
    );
    const stolen = await csrfToken(await login({ use_cookies: true }));
    const planted = { cookie: `${jar.header('sokoul_session').cookie}; sokoul_csrf=${stolen}` };
    expect(codeOf(await write({ ...planted, 'x-csrf-token': stolen }))).toBe('403 CSRF_TOKEN_INVALID');
    const good = await write({ ...jar.header(), 'x-csrf-token': token });
    expect(good.status).toBe(204);
    expect(jar.take(good.headers).names).toEqual([]);
  });

  it('needs no CSRF token beside a bearer token', async () => {
    const jar = await login({ use_cookies: true });
    const headers = { ...jar.header(), authorization: `Bearer ${account.accessToken}` };
    expect((await send('POST', 'auth/logout', headers)).status).toBe(204);
  });

  it('is opened again by the remember cookie, which changes with each use', async () => {
    const jar = await login({ remember_me: true });
    const before = jar.get('sokoul_remember').value;
    const answer = await remembered(jar);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: account.id, expires_in: 3600, requires_password_change: false });
    jar.take(answer.headers);
    expect(jar.get('sokoul_remember').value).not.toBe(before);
    expect(codeOf(await send('GET', 'media', jar.header('sokoul_session')))).toBe('200');
    expect((await remembered(jar)).status).toBe(200);
  });

  it('is opened once when two tabs show the remember cookie at once', async () => {
    const jar = await login({ remember_me: true });
    const answers = await Promise.all([remembered(jar), remembered(jar), remembered(jar)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await remembered(jar.take(winner?.headers ?? new Headers()))).status).toBe(200);
  });

  it('ends, with all that came of it, when an old remember cookie turns up', async () => {
    const jar = await login({ remember_me: true });
    const copied = jar.header('sokoul_remember');
    jar.take((await remembered(jar)).headers);
    await queryRows(
      system.database.url,
      `UPDATE remember_token SET used_at = now() - interval '1 minute' WHERE used_at IS NOT NULL`,
    );
    expect(codeOf(await send('POST', 'auth/remember', copied))).toBe('401 INVALID_TOKEN');
    expect(codeOf(await send('GET', 'media', jar.header('sokoul_session')))).toBe('401 INVALID_TOKEN');
    expect(codeOf(await remembered(jar))).toBe('401 INVALID_TOKEN');
    expect(await liveSessions()).toBe(1);
  });

  it('takes its remember cookie along when it ends', async () => {
    const jar = await login({ remember_me: true });
    const token = await csrfToken(jar);
    await send('POST', 'auth/logout', { ...jar.header(), 'x-csrf-token': token });
    expect(codeOf(await remembered(jar))).toBe('401 INVALID_TOKEN');
  });

  it('refuses made-up cookies', async () => {
    expect(codeOf(await send('GET', 'media', { cookie: 'sokoul_session=made-up' }))).toBe(
      '401 INVALID_TOKEN',
    );
    expect(codeOf(await send('POST', 'auth/remember', { cookie: 'sokoul_remember=x' }))).toBe(
      '401 INVALID_TOKEN',
    );
    expect(codeOf(await send('POST', 'auth/remember', {}))).toBe('401 INVALID_TOKEN');
  });
});
