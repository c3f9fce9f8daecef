import { newAccount, post, signIn, tried } from '../support/account.js';
import { call, newPerson } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { ServerProcess, TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const kidOf = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: unknown }).kid;

describe('rotation of the signing key', () => {
  let system: TestSystem;
  let url: string;
  let other: ServerProcess;
  let adminToken: string;

  const keySet = async (baseUrl: string) => {
    const { body } = await call(baseUrl, '/.well-known/jwks.json');
    return (body.keys as { kid: string; d?: string }[]).map(({ kid, d }) => ({ kid, d }));
  };
  const rotate = (body: object, token = adminToken) =>
    call(url, '/api/v1/admin/security/keys/rotate', { method: 'POST', token, body });

  beforeAll(async () => {
    system = await startTestSystem({ workers: 0 });
    url = system.api.url;
    other = await system.addApi();
    adminToken = (await newPerson(url, system.database.url, 'admin')).token;
  });
  afterAll(() => system.stop());

  it('is for administrators', async () => {
    const { accessToken } = await newAccount(url);
    expect((await rotate({}, accessToken)).status).toBe(403);
  });

  it('is used by every process, and ends no session', async () => {
    const account = await newAccount(url);
    const answer = await rotate({});
    expect(answer.status).toBe(200);
    const kid = answer.body.key_id;
    const next = await signIn(url, account);
    expect(kidOf(next.accessToken)).toBe(kid);
    expect(await tried(other.url, next.accessToken)).toBe('200');
    expect(await tried(other.url, account.accessToken)).toBe('200');
    const keys = await keySet(other.url);
    expect(keys).toEqual([
      { kid, d: undefined },
      { kid: kidOf(account.accessToken), d: undefined },
    ]);
  });

  it('can revoke what older keys signed; the refresh token opens the way back', async () => {
    const account = await newAccount(url);
    expect((await rotate({ revoke_previous: true })).status).toBe(200);
    expect(await tried(url, account.accessToken)).toBe('401 INVALID_TOKEN');
    await waitFor(
      'the other process to forget the old key',
      async () => (await tried(other.url, account.accessToken)) === '401 INVALID_TOKEN',
    );
    const { body } = await post(other.url, 'refresh', { refresh_token: account.refreshToken });
    expect(await tried(url, String(body.access_token))).toBe('200');
  });
});
