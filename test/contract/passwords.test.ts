import { PASSWORD, newAccount, post, signIn, tried } from '../support/account.js';
import type { Account } from '../support/account.js';
import { call } from '../support/http-caller.js';
import { queryRows } from '../support/query-rows.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const NEXT = 'another long passphrase';

describe('passwords', () => {
  let system: TestSystem;
  let url: string;

  const change = (account: Account, current: string, next: string) =>
    call(url, '/api/v1/auth/password', {
      method: 'PUT',
      token: account.accessToken,
      body: { current_password: current, new_password: next },
    });

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0 });
    url = system.api.url;
  });
  afterAll(() => system.stop());

  it('are changed, which ends every other session', async () => {
    const account = await newAccount(url);
    const elsewhere = await signIn(url, account);
    expect((await change(account, PASSWORD, NEXT)).status).toBe(204);
    expect(await tried(url, account.accessToken)).toBe('200');
    expect(await tried(url, elsewhere.accessToken)).toBe('401 INVALID_TOKEN');
    await expect(signIn(url, account)).rejects.toThrow('401');
    await expect(signIn(url, account, NEXT)).resolves.toBeDefined();
  });

  it('are not changed without the present one', async () => {
    const account = await newAccount(url);
    const { status, body } = await change(account, NEXT, NEXT);
    expect([status, body.error?.code]).toEqual([403, 'CURRENT_PASSWORD_INVALID']);
    await expect(signIn(url, account)).resolves.toBeDefined();
  });

  it('can not be guessed with a stolen session: guesses are audited and have to wait', async () => {
    const account = await newAccount(url);
    const guesses: string[] = [];
    for (let n = 0; n < 7; n++) {
      const { status, body } = await change(account, `${NEXT} ${n}`, NEXT);
      guesses.push(`${status} ${body.error?.code}`);
    }
    expect(guesses).toEqual([
      ...Array.from({ length: 6 }, () => '403 CURRENT_PASSWORD_INVALID'),
      '429 RATE_LIMIT_EXCEEDED',
    ]);
    const audited = await queryRows<{ action: string }>(
      system.database.url,
      `SELECT action FROM audit_log WHERE user_id = $1 AND action = 'password_change_failed'`,
      [account.id],
    );
    expect(audited).toHaveLength(6);
  });

  it('are refused when they are easy to guess, by a registration and by a change', async () => {
    const account = await newAccount(url);
    for (const weak of ['short', 'passwordpassword', account.email, PASSWORD])
      expect((await change(account, PASSWORD, weak)).status).toBe(400);
    const username = `${account.username}.twelve`;
    const body = { username, email: 'weak@example.com', password: username.toUpperCase() };
    const { status, body: answer } = await post(url, 'register', body);
    expect([status, answer.error?.code, answer.error?.details.field]).toEqual([
      400,
      'VALIDATION_ERROR',
      'password',
    ]);
  });

  it('that an administrator reset are good for choosing a new one only', async () => {
    const account = await newAccount(url);
    await queryRows(
      system.database.url,
      'UPDATE app_user SET requires_password_change = true WHERE id = $1',
      [account.id],
    );
    const login = await post(url, 'login', { username: account.username, password: PASSWORD });
    expect(login.body.requires_password_change).toBe(true);
    const session = { ...account, accessToken: String(login.body.access_token) };
    expect(await tried(url, session.accessToken)).toBe('403 PASSWORD_CHANGE_REQUIRED');
    expect((await change(session, PASSWORD, NEXT)).status).toBe(204);
    expect(await tried(url, session.accessToken)).toBe('200');
    expect((await post(url, 'logout', undefined, session.accessToken)).status).toBe(204);
  });
});
