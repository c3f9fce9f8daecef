import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AuthModule, PasswordsService, SessionIssuer, User } from '../../src/modules/auth/index.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

describe("an administrator's reset of a password", () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let user: User;

  beforeAll(async () => {
    context = await startTestContext({ imports: [AuthModule] });
    uow = context.app.get(UnitOfWork);
  });
  beforeEach(async () => {
    const id = randomUUID();
    const row = { id, username: `p${id.slice(0, 8)}`, email: null, passwordHash: 'x', role: 'user' as const };
    await uow.repository(User).insert(row);
    user = await uow.repository(User).findOneByOrFail({ id });
  });
  afterAll(() => context.stop());

  const liveSessions = () =>
    uow.manager.query('SELECT 1 FROM auth_session WHERE user_id = $1 AND revoked_at IS NULL', [user.id]);
  const rememberTokens = () =>
    uow.manager.query('SELECT 1 FROM remember_token WHERE user_id = $1', [user.id]);

  it('makes a temporary one and ends every session and every remembered browser', async () => {
    const issuer = context.app.get(SessionIssuer);
    await issuer.open(user, 'plex', { remember: true });
    await issuer.open(user, 'plex', null);
    const temporary = await context.app.get(PasswordsService).resetByAdmin(user.id);
    expect(temporary.length).toBeGreaterThanOrEqual(20);
    expect(await liveSessions()).toEqual([]);
    expect(await rememberTokens()).toEqual([]);
    const after = await uow.repository(User).findOneByOrFail({ id: user.id });
    expect(after.requiresPasswordChange).toBe(true);
    const rows = await uow.manager.query<{ new_value: object }[]>(
      `SELECT new_value FROM audit_log WHERE action = 'password_reset' AND resource_id = $1`,
      [user.id],
    );
    expect(rows).toEqual([{ new_value: { ended_sessions: 2 } }]);
  });

  it('joins the transaction of its caller', async () => {
    await context.app.get(SessionIssuer).open(user, 'plex', null);
    const work = uow.run(async () => {
      await context.app.get(PasswordsService).resetByAdmin(user.id);
      throw new Error('changed our mind');
    });
    await expect(work).rejects.toThrow('changed our mind');
    expect(await liveSessions()).toHaveLength(1);
  });

  it('refuses someone who is not there', async () => {
    await expect(context.app.get(PasswordsService).resetByAdmin(randomUUID())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
