import { startPlexTv } from '../fakes/plex-tv.js';
import type { FakePlexAccount, FakePlexTv } from '../fakes/plex-tv.js';
import { PASSWORD, newAccount, post, signIn, tried } from '../support/account.js';
import type { Account } from '../support/account.js';
import { CookieJar } from '../support/cookie-jar.js';
import { call } from '../support/http-caller.js';
import type { Answer } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { ServerProcess, startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const MACHINE = 'machine-of-the-house';
const PIN = '/api/v1/auth/plex/pin';
const LINK = '/api/v1/auth/identities/plex/pin';

const codeOf = ({ status, body }: Answer) => `${status} ${body.error?.code ?? ''}`.trim();

describe('signing in with Plex', () => {
  let plex: FakePlexTv;
  let system: TestSystem;
  /** Of the same database: who is not linked does not get in. */
  let linkedOnly: ServerProcess;
  let url: string;
  let people = 0;

  const member = (change: Partial<FakePlexAccount> = {}): FakePlexAccount => {
    people += 1;
    const username = `Plex Person ${people}`;
    return { id: 5000 + people, username, email: `plex${people}@example.com`, servers: [MACHINE], ...change };
  };
  const rows = <Row extends object>(statement: string, values: unknown[] = []) =>
    queryRows<Row>(system.database.url, statement, values);

  const begin = async (base = url, path = PIN, token?: string) => {
    const answer = await call(base, path, { method: 'POST', token });
    expect(answer.status).toBe(201);
    const { id, code } = answer.body as { id: string; code: string };
    return { id, code, jar: new CookieJar().take(answer.headers), body: answer.body };
  };
  const poll = (id: string, jar: CookieJar) => call(url, `${PIN}/${id}`, { headers: jar.header() });
  const complete = (id: string, headers: Record<string, string>, body: object = {}, base = url) =>
    call(base, `${PIN}/${id}/complete`, { method: 'POST', headers, body });
  const signInAs = async (account: FakePlexAccount, base = url) => {
    const { id, code, jar } = await begin(base);
    plex.approve(code, account);
    return complete(id, jar.header(), {}, base);
  };
  const link = async (who: Account, account: FakePlexAccount) => {
    const { id, code, jar } = await begin(url, LINK, who.accessToken);
    plex.approve(code, account);
    const path = `${LINK}/${id}/complete`;
    return call(url, path, { method: 'POST', token: who.accessToken, headers: jar.header() });
  };

  beforeAll(async () => {
    plex = await startPlexTv();
    const env = {
      SOKOUL_PLEX_SIGN_IN: 'server',
      SOKOUL_PLEX_MACHINE_ID: MACHINE,
      SOKOUL_PLEX_TV_URL: plex.url,
    };
    system = await startTestSystem({ workers: 0, env });
    url = system.api.url;
    const linked = { ...system.env, SOKOUL_PLEX_SIGN_IN: 'linked' };
    linkedOnly = await ServerProcess.start('main', linked, system.directory);
  });
  beforeEach(() => (plex.failWith = null));
  afterAll(async () => {
    await linkedOnly?.kill('SIGTERM');
    await system?.stop();
    await plex?.close();
  });

  it('goes from PIN to session, and makes an account the first time', async () => {
    const account = member();
    const { id, code, jar, body } = await begin();
    expect(body).toEqual({
      id,
      code,
      client_identifier: expect.stringMatching(/^[0-9a-f-]{36}$/),
      expires_at: expect.any(String),
      auth_url: expect.stringMatching(/^https:\/\/app\.plex\.tv\/auth#\?clientID=[0-9a-f-]{36}&code=/),
    });
    const [name = ''] = jar.names;
    expect(jar.get(name).attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax']));
    expect((await poll(id, jar)).body).toMatchObject({ id, status: 'waiting' });
    expect(codeOf(await complete(id, jar.header()))).toBe('409 PLEX_PIN_PENDING');

    const token = plex.approve(code, account);
    const answer = await complete(id, jar.header(), { remember_me: true });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ username: account.username.replaceAll(' ', '_'), expires_in: 3600 });
    expect(JSON.stringify(answer.body)).not.toContain(token);
    expect(jar.take(answer.headers).names).toEqual(['sokoul_remember', 'sokoul_session']);
    expect(await tried(url, String(answer.body.access_token))).toBe('200');

    const again = await signInAs(account);
    expect([again.status, again.body.id]).toEqual([200, answer.body.id]);
  });

  it('says when a PIN was approved, asking plex.tv once a second at most', async () => {
    const { id, code, jar } = await begin();
    plex.approve(code, member());
    const before = plex.requests.length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => poll(id, jar)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(plex.requests.length - before).toBe(1);
    expect((await poll(id, jar)).body.status).toBe('authorized');
    const clients = new Set(plex.requests.map(({ clientIdentifier }) => clientIdentifier));
    expect(clients.size).toBe(1);
  });

  it('keeps the token sealed, and out of every log', async () => {
    const { id, code, jar } = await begin();
    const token = plex.approve(code, member());
    await poll(id, jar);
    const [pin] = await rows<{ sealed_token: string }>('SELECT sealed_token FROM plex_pin WHERE id = $1', [
      id,
    ]);
    expect(pin?.sealed_token).toMatch(/^v1\.[0-9a-f]{16}\./);
    await complete(id, jar.header());
    const stored = await rows<{ sealed_token: string | null }>(
      'SELECT sealed_token FROM external_identity UNION ALL SELECT sealed_token FROM plex_pin',
    );
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(system.api.log.join('\n')).not.toContain(token);
    const [used] = await rows<{ sealed_token: null }>('SELECT sealed_token FROM plex_pin WHERE id = $1', [
      id,
    ]);
    expect(used?.sealed_token).toBeNull();
  });

  it('is tied to the browser that began it', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    plex.approve(mine.code, member());
    const [name = ''] = mine.jar.names;
    const forged = { cookie: `${name}=${theirs.jar.get(theirs.jar.names[0] ?? '').value}` };
    for (const headers of [{}, theirs.jar.header(), forged] as Record<string, string>[]) {
      expect(codeOf(await call(url, `${PIN}/${mine.id}`, { headers }))).toBe('404 NOT_FOUND');
      expect(codeOf(await complete(mine.id, headers))).toBe('404 NOT_FOUND');
    }
    expect((await complete(mine.id, mine.jar.header())).status).toBe(200);
  });

  it('works once, also for many at once', async () => {
    const { id, code, jar } = await begin();
    plex.approve(code, member());
    const answers = await Promise.all(Array.from({ length: 6 }, () => complete(id, jar.header())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((one) => codeOf(one) === '410 PLEX_PIN_EXPIRED')).toHaveLength(5);
    expect(codeOf(await complete(id, jar.header()))).toBe('410 PLEX_PIN_EXPIRED');
    expect((await poll(id, jar)).body.status).toBe('used');
  });

  it('makes one account when two first sign-ins meet', async () => {
    const account = member();
    const answers = await Promise.all([signInAs(account), signInAs(account), signInAs(account)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('ends with its PIN', async () => {
    const [gone, old] = [await begin(), await begin()];
    plex.expire(gone.code);
    expect((await poll(gone.id, gone.jar)).body.status).toBe('expired');
    expect(codeOf(await complete(gone.id, gone.jar.header()))).toBe('410 PLEX_PIN_EXPIRED');
    plex.approve(old.code, member());
    await rows(`UPDATE plex_pin SET expires_at = now() WHERE id = $1`, [old.id]);
    expect(codeOf(await complete(old.id, old.jar.header()))).toBe('410 PLEX_PIN_EXPIRED');
    const revoked = await begin();
    plex.revoke(plex.approve(revoked.code, member()));
    expect(codeOf(await complete(revoked.id, revoked.jar.header()))).toBe('410 PLEX_PIN_EXPIRED');
  });

  it('is for members of the server only', async () => {
    const stranger = member({ servers: ['someone-elses-server'] });
    expect(codeOf(await signInAs(stranger))).toBe('403 PLEX_ACCESS_DENIED');
    // An account that is a player of ours is not a member.
    expect(codeOf(await signInAs(member({ servers: [] })))).toBe('403 PLEX_ACCESS_DENIED');
    const known = await rows('SELECT 1 FROM external_identity WHERE subject = $1', [String(stranger.id)]);
    expect(known).toEqual([]);
    const [audit] = await rows<{ new_value: object }>(
      `SELECT new_value FROM audit_log WHERE action = 'login_failed' AND new_value ->> 'subject' = $1`,
      [String(stranger.id)],
    );
    expect(audit?.new_value).toMatchObject({ method: 'plex', reason: 'PLEX_ACCESS_DENIED' });
  });

  it('never takes over an account by its e-mail address or name', async () => {
    const victim = await newAccount(url);
    const { status, body } = await signInAs(member({ username: victim.username, email: victim.email }));
    expect(status).toBe(200);
    expect(body.id).not.toBe(victim.id);
    expect(body.username).toMatch(new RegExp(`^${victim.username}-\\d{4}$`));
    const [user] = await rows<{ email: null }>('SELECT email FROM app_user WHERE id = $1', [body.id]);
    expect(user?.email).toBeNull();
  });

  it('leaves no password that would fit', async () => {
    const { body } = await signInAs(member());
    for (const password of ['!', 'null', PASSWORD]) {
      const answer = await post(url, 'login', { username: body.username, password });
      expect(codeOf(answer)).toBe('401 UNAUTHORIZED');
    }
    const change = { current_password: 'null', new_password: 'another long passphrase' };
    const token = body.access_token;
    const changed = await call(url, '/api/v1/auth/password', { method: 'PUT', token, body: change });
    expect(codeOf(changed)).toBe('403 CURRENT_PASSWORD_INVALID');
  });

  it('keeps out whoever may not sign in', async () => {
    const account = member();
    const { body } = await signInAs(account);
    await rows(`UPDATE app_user SET status = 'suspended' WHERE id = $1`, [body.id]);
    expect(codeOf(await signInAs(account))).toBe('403 ACCOUNT_INACTIVE');
  });

  it('is for linked accounts only when it is set so', async () => {
    const account = member();
    expect(codeOf(await signInAs(account, linkedOnly.url))).toBe('403 ACCOUNT_NOT_LINKED');
    const ann = await newAccount(url);
    const linked = await link(ann, account);
    expect(linked.body).toMatchObject({ provider: 'plex', username: account.username, email: account.email });
    expect(Object.keys(linked.body)).not.toContain('sealed_token');
    const answer = await signInAs(account, linkedOnly.url);
    expect([answer.status, answer.body.id]).toEqual([200, ann.id]);
  });

  it('links an account once, and only for the session that asked', async () => {
    const [ann, bob, account] = [await newAccount(url), await newAccount(url), member()];
    const pin = await begin(url, LINK, ann.accessToken);
    plex.approve(pin.code, account);
    const finish = (token: string) =>
      call(url, `${LINK}/${pin.id}/complete`, { method: 'POST', token, headers: pin.jar.header() });
    expect(codeOf(await finish(bob.accessToken))).toBe('404 NOT_FOUND');
    expect(codeOf(await finish((await signIn(url, ann)).accessToken))).toBe('404 NOT_FOUND');
    expect(codeOf(await complete(pin.id, pin.jar.header()))).toBe('404 NOT_FOUND');
    expect((await finish(ann.accessToken)).status).toBe(200);
    expect(codeOf(await link(bob, account))).toBe('409 IDENTITY_TAKEN');
    expect(codeOf(await link(ann, member()))).toBe('409 IDENTITY_EXISTS');
    expect((await link(ann, account)).status).toBe(200);
    const actions = await rows<{ action: string }>(
      `SELECT action FROM audit_log WHERE resource = 'external_identity' AND user_id = ANY($1) ORDER BY ordinal`,
      [[ann.id, bob.id]],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'identity_linked',
      'identity_link_refused',
      'identity_link_refused',
    ]);
  });

  it('unlinks, but never the only way in', async () => {
    const identitiesOf = async (token: string) => {
      const answer = await call(url, '/api/v1/auth/identities', { token });
      return answer.body.data as { id: string }[];
    };
    const unlink = (token: string, id = '') =>
      call(url, `/api/v1/auth/identities/${id}`, { method: 'DELETE', token });
    const { body } = await signInAs(member());
    const token = String(body.access_token);
    const [only] = await identitiesOf(token);
    expect(codeOf(await unlink(token, only?.id))).toBe('409 LAST_SIGN_IN_METHOD');

    const [ann, account] = [await newAccount(url), member()];
    const { body: linked } = await link(ann, account);
    expect(codeOf(await unlink(token, linked.id))).toBe('404 NOT_FOUND');
    expect((await unlink(ann.accessToken, linked.id)).status).toBe(204);
    expect(await identitiesOf(ann.accessToken)).toEqual([]);
    expect(codeOf(await signInAs(account, linkedOnly.url))).toBe('403 ACCOUNT_NOT_LINKED');
  });

  it('waits while plex.tv is busy, and says so when it is broken', async () => {
    const { id, jar } = await begin();
    plex.failWith = 429;
    expect((await poll(id, jar)).body.status).toBe('waiting');
    plex.failWith = 500;
    expect(codeOf(await complete(id, jar.header()))).toBe('502 EXTERNAL_API_ERROR');
    expect(codeOf(await call(url, PIN, { method: 'POST' }))).toBe('502 EXTERNAL_API_ERROR');
  });

  it('does not start without the server that it is for', async () => {
    const env = { ...system.env, SOKOUL_PLEX_MACHINE_ID: '' };
    await expect(ServerProcess.start('main', env, system.directory)).rejects.toThrow(
      /SOKOUL_PLEX_SIGN_IN=server needs SOKOUL_PLEX_MACHINE_ID/,
    );
  });

  it('is shown to login pages as it is set up', async () => {
    const plexOf = async (base: string) => {
      const { body } = await call(base, '/api/v1/auth/methods');
      return (body.methods as { method: string }[]).find(({ method }) => method === 'plex');
    };
    expect(await plexOf(url)).toMatchObject({ path: PIN, can_create_account: true });
    expect(await plexOf(linkedOnly.url)).toMatchObject({ path: PIN, can_create_account: false });
  });
});
