import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AuthModule, AuthWorkerModule } from '../../src/modules/auth/index.js';
import { AuthService } from '../../src/modules/auth/auth.service.js';
import { SessionCleanup } from '../../src/modules/auth/sessions/session-cleanup.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

const PASSWORD = 'a long enough passphrase';

describe('accounts under change', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let auth: AuthService;

  beforeAll(async () => {
    context = await startTestContext({ imports: [AuthModule, AuthWorkerModule] });
    uow = context.app.get(UnitOfWork);
    auth = context.app.get(AuthService);
  });
  afterAll(() => context.stop());

  const register = () => {
    const username = `p${randomUUID().slice(0, 12)}`;
    return auth.register({ username, email: `${username}@example.com`, password: PASSWORD });
  };
  const isSomeoneWaiting = async () => {
    const rows = await uow.manager.query<unknown[]>('SELECT 1 FROM pg_locks WHERE NOT granted');
    return rows.length > 0;
  };

  it.each([
    ['the password was changed', `UPDATE app_user SET password_hash = 'other' WHERE id = $1`],
    ['the account was suspended', `UPDATE app_user SET status = 'suspended' WHERE id = $1`],
  ])('a sign-in that was under way when %s opens no session', async (_name, change) => {
    const { user } = await register();
    const changed = Promise.withResolvers<void>();
    const checked = Promise.withResolvers<void>();
    const changing = uow.run(async () => {
      await uow.manager.query(change, [user.id]);
      changed.resolve();
      await checked.promise;
    });
    await changed.promise;
    const signingIn = expect(auth.login(user.username, PASSWORD, null)).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
    await waitFor('the sign-in to wait for the change', isSomeoneWaiting);
    checked.resolve();
    await Promise.all([changing, signingIn]);
    const sessions = await uow.manager.query<unknown[]>('SELECT 1 FROM auth_session WHERE user_id = $1', [
      user.id,
    ]);
    expect(sessions).toHaveLength(1);
  });

  it('housekeeping deletes what ended long ago, and nothing else', async () => {
    const [live, old] = [await register(), await register()];
    await uow.manager.query(`UPDATE auth_session SET revoked_at = now() - interval '31 days' WHERE id = $1`, [
      old.sessionId,
    ]);
    await context.app.get(SessionCleanup).run();
    const rows = await uow.manager.query<{ id: string }[]>('SELECT id FROM auth_session WHERE id = ANY($1)', [
      [live.sessionId, old.sessionId],
    ]);
    expect(rows).toEqual([{ id: live.sessionId }]);
  });
});
