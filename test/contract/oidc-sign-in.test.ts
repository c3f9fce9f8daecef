import { createHash, randomBytes } from 'node:crypto';
import { OIDC_CLIENT, startOidcIssuer } from '../fakes/oidc-issuer.js';
import type { FakeOidcIssuer } from '../fakes/oidc-issuer.js';
import { newAccount, signIn as signInWithPassword, tried } from '../support/account.js';
import { CookieJar } from '../support/cookie-jar.js';
import { call, newPerson } from '../support/http-caller.js';
import type { Answer } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { ServerProcess, startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

/** Where a browser would be sent; the tests carry the answer to the process that they test. */
const REDIRECT_URI = 'https://sokoul.example/api/v1/auth/oidc/callback';
const APP = 'https://app.example';
const COOKIES = { return_to: '/app', use_cookies: 'true' };

const codeOf = ({ status, body }: Answer) => `${status} ${body.error?.code ?? ''}`.trim();
const locationOf = ({ status, headers }: Answer) => {
  expect(status).toBe(302);
  return headers.get('location') ?? '';
};

/** The cookie that ties a sign-in to its browser. */
const tieOf = (jar: CookieJar) => ({ name: jar.names[0] ?? '', ...jar.get(jar.names[0] ?? '') });

describe('signing in with OpenID Connect', () => {
  let issuer: FakeOidcIssuer;
  let system: TestSystem;
  let linkedOnly: ServerProcess;
  let url: string;
  let people = 0;

  const member = (claims: object = {}): string => {
    people += 1;
    const subject = `subject-${people}`;
    const email = `oidc${people}@example.com`;
    issuer.people.set(subject, {
      preferred_username: `oidc_${people}`,
      email,
      email_verified: true,
      ...claims,
    });
    return subject;
  };
  const rows = <Row extends object>(statement: string, values: unknown[] = []) =>
    queryRows<Row>(system.database.url, statement, values);

  /** A browser at the issuer's page, with the cookie that ties it to this sign-in. */
  const begin = async (query: Record<string, string> = COOKIES, base = url) => {
    const answer = await call(base, `/api/v1/auth/oidc/login?${new URLSearchParams(query).toString()}`);
    return { page: locationOf(answer), jar: new CookieJar().take(answer.headers) };
  };
  const comeBack = (callback: URL, headers: Record<string, string>, base = url) =>
    call(base, callback.pathname + callback.search, { headers });
  const signIn = async (subject: string | null, query = COOKIES as Record<string, string>, base = url) => {
    const { page, jar } = await begin(query, base);
    const answer = await comeBack(await issuer.visit(page, subject), jar.header(), base);
    return { location: locationOf(answer), jar: jar.take(answer.headers), answer };
  };
  const isSignedIn = async (jar: CookieJar) =>
    (await call(url, '/health/deep', { headers: jar.header('sokoul_session') })).status === 200;
  const userOf = async (subject: string) => {
    const [user] = await rows<{ id: string; username: string; email: string | null; role: string }>(
      'SELECT u.* FROM app_user u JOIN external_identity i ON i.user_id = u.id WHERE i.subject = $1',
      [subject],
    );
    return user;
  };
  const lastRefusal = async () => {
    const [entry] = await rows<{ new_value: Record<string, unknown> }>(
      `SELECT new_value FROM audit_log WHERE action = 'login_failed' ORDER BY ordinal DESC LIMIT 1`,
    );
    return entry?.new_value;
  };

  beforeAll(async () => {
    issuer = await startOidcIssuer(REDIRECT_URI);
    const env = {
      SOKOUL_OIDC_ISSUER: issuer.url,
      SOKOUL_OIDC_CLIENT_ID: OIDC_CLIENT.id,
      SOKOUL_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
      SOKOUL_OIDC_REDIRECT_URI: REDIRECT_URI,
      SOKOUL_OIDC_RETURN_ORIGINS: APP,
      SOKOUL_OIDC_SCOPES: 'openid profile email groups',
      SOKOUL_OIDC_CREATE_USERS: 'true',
      SOKOUL_OIDC_ROLE_CLAIM: 'groups',
      SOKOUL_OIDC_ROLE_MAP: 'admins=admin,mods=moderator',
      SOKOUL_OIDC_BUTTON_LABEL: 'House account',
    };
    system = await startTestSystem({ workers: 0, env });
    url = system.api.url;
    const linked = { ...system.env, SOKOUL_OIDC_CREATE_USERS: 'false' };
    linkedOnly = await ServerProcess.start('main', linked, system.directory);
  });
  afterAll(async () => {
    await linkedOnly?.kill('SIGTERM');
    await system?.stop();
    await issuer?.close();
  });

  it('sends the browser to the issuer with state, nonce and PKCE, bound by a cookie', async () => {
    const { page, jar } = await begin();
    const { origin, searchParams } = new URL(page);
    expect(origin).toBe(issuer.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: OIDC_CLIENT.id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'openid profile email groups',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(tieOf(jar).attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax']));
    expect(page).not.toContain(tieOf(jar).value);
  });

  it('ends with cookies, and makes an account the first time', async () => {
    const subject = member();
    const first = await signIn(subject, { return_to: '/app?tab=1', remember_me: 'true' });
    expect(first.location).toBe('/app?tab=1');
    expect(first.jar.names).toEqual(['sokoul_remember', 'sokoul_session']);
    expect(first.answer.headers.get('cache-control')).toBe('no-store');
    expect(await isSignedIn(first.jar)).toBe(true);
    const user = await userOf(subject);
    expect(user).toMatchObject({
      username: `oidc_${people}`,
      email: `oidc${people}@example.com`,
      role: 'user',
    });
    issuer.people.set(subject, { preferred_username: 'somebody_else', email: 'new@example.com' });
    await signIn(subject);
    expect(await userOf(subject)).toEqual({ ...user, last_login_at: expect.any(Date) });
  });

  it('ends with a code that only the frontend that asked can exchange, once', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const code_challenge = createHash('sha256').update(verifier).digest('base64url');
    const { location, jar } = await signIn(member(), { return_to: `${APP}/after`, code_challenge });
    expect(location).toMatch(/^https:\/\/app\.example\/after\?code=[\w-]{43}$/);
    expect(jar.names).toEqual([]);
    const code = new URL(location).searchParams.get('code') ?? '';
    const exchange = (code_verifier: string) =>
      call(url, '/api/v1/auth/oidc/exchange', { method: 'POST', body: { code, code_verifier } });
    const wrong = randomBytes(32).toString('base64url');
    expect(codeOf(await exchange(wrong))).toBe('401 EXCHANGE_CODE_INVALID');
    const answers = await Promise.all([exchange(verifier), exchange(verifier), exchange(verifier)]);
    const [good, ...rest] = answers.sort((one, other) => one.status - other.status);
    expect(rest.map(codeOf)).toEqual(['401 EXCHANGE_CODE_INVALID', '401 EXCHANGE_CODE_INVALID']);
    expect(await tried(url, String(good?.body.access_token))).toBe('200');
    expect(codeOf(await exchange(verifier))).toBe('401 EXCHANGE_CODE_INVALID');
  });

  it('refuses a state that it did not give, in any browser but the one that began', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const callback = await issuer.visit(mine.page, member());
    const forged = { cookie: `${tieOf(mine.jar).name}=${tieOf(theirs.jar).value}` };
    for (const headers of [{}, theirs.jar.header(), forged] as Record<string, string>[])
      expect(codeOf(await comeBack(callback, headers))).toBe('400 SIGN_IN_ATTEMPT_INVALID');
    const swapped = new URL(callback);
    swapped.searchParams.set('state', new URL(theirs.page).searchParams.get('state') ?? '');
    expect(codeOf(await comeBack(swapped, mine.jar.header()))).toBe('400 SIGN_IN_ATTEMPT_INVALID');
    swapped.searchParams.delete('state');
    expect(codeOf(await comeBack(swapped, mine.jar.header()))).toBe('400 SIGN_IN_ATTEMPT_INVALID');
    expect(await lastRefusal()).toEqual({ method: 'oidc', code: 'SIGN_IN_ATTEMPT_INVALID' });
    expect(locationOf(await comeBack(callback, mine.jar.header()))).toBe('/app');
  });

  it("refuses someone else's code in a sign-in of one's own", async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const callback = await issuer.visit(mine.page, member());
    const stolen = await issuer.visit(theirs.page, member());
    callback.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect(locationOf(await comeBack(callback, mine.jar.header()))).toBe('/app?error=OIDC_REFUSED');
    expect(await lastRefusal()).toMatchObject({ code: 'OIDC_REFUSED', reason: 'invalid_grant' });
  });

  it('refuses a callback that comes twice', async () => {
    const { page, jar } = await begin();
    const callback = await issuer.visit(page, member());
    const headers = jar.header();
    const answers = await Promise.all([comeBack(callback, headers), comeBack(callback, headers)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 400]);
    expect(codeOf(await comeBack(callback, headers))).toBe('400 SIGN_IN_ATTEMPT_INVALID');
  });

  it.each([
    ['nonce', /OIDC_REFUSED/],
    ['code_challenge', /OIDC_REFUSED/],
  ])('refuses an answer for another %s', async (parameter, expected) => {
    const { page, jar } = await begin();
    const changed = new URL(page);
    changed.searchParams.set(parameter, randomBytes(32).toString('base64url'));
    const callback = await issuer.visit(changed.href, member());
    const answer = await comeBack(callback, jar.header());
    expect(locationOf(answer)).toMatch(expected);
    expect(jar.take(answer.headers).names).toEqual([]);
  });

  it('refuses an answer that names another issuer', async () => {
    const { page, jar } = await begin();
    const callback = await issuer.visit(page, member());
    callback.searchParams.set('iss', 'https://evil.example');
    expect(locationOf(await comeBack(callback, jar.header()))).toBe('/app?error=OIDC_REFUSED');
  });

  it('refuses what took too long', async () => {
    const { page, jar } = await begin();
    const callback = await issuer.visit(page, member());
    await rows('UPDATE oidc_sign_in SET expires_at = now() WHERE used_at IS NULL');
    expect(codeOf(await comeBack(callback, jar.header()))).toBe('400 SIGN_IN_ATTEMPT_INVALID');
  });

  it('tells the page when the person said no', async () => {
    expect((await signIn(null)).location).toBe('/app?error=OIDC_REFUSED');
    expect(await lastRefusal()).toMatchObject({ method: 'oidc', reason: 'access_denied' });
  });

  it('keeps out whoever may not sign in', async () => {
    const subject = member();
    await signIn(subject);
    await rows(`UPDATE app_user SET status = 'suspended' WHERE id = $1`, [(await userOf(subject))?.id]);
    const { location, jar } = await signIn(subject);
    expect([location, jar.names]).toEqual(['/app?error=ACCOUNT_INACTIVE', []]);
  });

  it('never takes over an account by its e-mail address or name', async () => {
    const victim = await newAccount(url);
    const subject = member({ preferred_username: victim.username, email: victim.email });
    await signIn(subject);
    const user = await userOf(subject);
    expect(user?.id).not.toBe(victim.id);
    expect(user?.email).toBeNull();
    expect(user?.username).not.toBe(victim.username);
  });

  it('keeps no address that the issuer did not verify', async () => {
    const subject = member({ email_verified: false });
    await signIn(subject);
    expect((await userOf(subject))?.email).toBeNull();
  });

  it('gives the role of the claim at each sign-in, and takes it away', async () => {
    await newPerson(url, system.database.url, 'admin');
    const subject = member({ groups: ['people', 'mods'] });
    const roleAfter = async (groups: string[]) => {
      issuer.people.set(subject, { preferred_username: subject, groups });
      await signIn(subject);
      return (await userOf(subject))?.role;
    };
    await signIn(subject);
    expect((await userOf(subject))?.role).toBe('moderator');
    expect(await roleAfter(['admins', 'mods'])).toBe('admin');
    expect(await roleAfter([])).toBe('user');
  });

  it('leaves the last administrator one', async () => {
    const subject = member({ groups: ['admins'] });
    await signIn(subject);
    await rows(`UPDATE app_user SET role = 'user' WHERE id <> $1`, [(await userOf(subject))?.id]);
    issuer.people.set(subject, { preferred_username: subject });
    expect((await signIn(subject)).location).toBe('/app');
    const user = await userOf(subject);
    expect(user?.role).toBe('admin');
    const kept = await rows(`SELECT 1 FROM audit_log WHERE action = 'user_role_kept' AND resource_id = $1`, [
      user?.id,
    ]);
    expect(kept).toHaveLength(1);
  });

  it('links an account to the one that is signed in, while its session lasts', async () => {
    const subject = member();
    expect((await signIn(subject, COOKIES, linkedOnly.url)).location).toBe('/app?error=ACCOUNT_NOT_LINKED');
    const ann = await newAccount(url);
    const link = async (token: string, meanwhile?: () => Promise<unknown>) => {
      const body = { return_to: '/settings' };
      const begun = await call(url, '/api/v1/auth/identities/oidc', { method: 'POST', token, body });
      const callback = await issuer.visit(String(begun.body.authorization_url), subject);
      await meanwhile?.();
      const answer = await comeBack(callback, new CookieJar().take(begun.headers).header());
      expect(answer.headers.getSetCookie().join()).not.toContain('sokoul_session');
      return locationOf(answer);
    };
    const { accessToken: token } = await signInWithPassword(url, ann);
    const signOut = () => call(url, '/api/v1/auth/logout', { method: 'POST', token });
    expect(await link(token, signOut)).toBe('/settings?error=SIGN_IN_ATTEMPT_INVALID');
    expect(await link(ann.accessToken)).toBe('/settings');
    expect((await userOf(subject))?.id).toBe(ann.id);
    expect((await signIn(subject, COOKIES, linkedOnly.url)).location).toBe('/app');
    const bob = await newAccount(url);
    expect(await link(bob.accessToken)).toBe('/settings?error=IDENTITY_TAKEN');
  });

  it.each([
    ['another origin', { return_to: 'https://evil.example/', use_cookies: 'true' }],
    ['another host in disguise', { return_to: '//evil.example', use_cookies: 'true' }],
    ['no wish', { return_to: '/' }],
    ['both wishes', { return_to: '/', use_cookies: 'true', code_challenge: 'x'.repeat(43) }],
    ['a malformed challenge', { return_to: '/', code_challenge: 'short' }],
    ['nowhere to go', { use_cookies: 'true' }],
  ])('does not begin with %s', async (_name, query) => {
    const answer = await call(url, `/api/v1/auth/oidc/login?${new URLSearchParams(query).toString()}`);
    expect(codeOf(answer)).toBe('400 VALIDATION_ERROR');
  });

  it('is shown to login pages as it is set up, and does not exist otherwise', async () => {
    const { body } = await call(url, '/api/v1/auth/methods');
    expect(body.methods).toEqual([
      { method: 'password', label: 'Password', path: '/api/v1/auth/login', can_create_account: true },
      { method: 'oidc', label: 'House account', path: '/api/v1/auth/oidc/login', can_create_account: true },
    ]);
    expect(codeOf(await call(url, '/api/v1/auth/plex/pin', { method: 'POST' }))).toBe(
      '404 SIGN_IN_METHOD_OFF',
    );
  });

  it('says so when the issuer is away', async () => {
    const fresh = await ServerProcess.start('main', system.env, system.directory);
    const { page, jar } = await begin();
    const callback = await issuer.visit(page, member());
    await issuer.close();
    const login = `/api/v1/auth/oidc/login?${new URLSearchParams(COOKIES).toString()}`;
    expect(codeOf(await call(fresh.url, login))).toBe('503 OIDC_ISSUER_UNAVAILABLE');
    expect(locationOf(await comeBack(callback, jar.header()))).toBe('/app?error=OIDC_ISSUER_UNAVAILABLE');
    await fresh.kill('SIGTERM');
  });
});
