import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AdminModule, UserDeletionService } from '../../src/modules/admin/index.js';
import { AccountsService } from '../../src/modules/auth/index.js';
import { createActor } from '../support/download-people.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

describe('the last active administrator', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let accounts: AccountsService;
  let deletion: UserDeletionService;

  const demote = ({ id }: Actor) => accounts.changeRole(id, 'user');
  const suspend = ({ id }: Actor) => accounts.changeStatus(id, 'suspended', null);
  const remove = ({ id }: Actor) => deletion.delete(id);
  const newAdmin = () => createActor(uow, 'admin');
  const activeAdmins = async () => {
    const rows = await uow.manager.query<{ id: string }[]>(
      `SELECT id FROM app_user WHERE role = 'admin' AND status = 'active'`,
    );
    return rows.map(({ id }) => id);
  };
  const outcomesOf = async (attempts: readonly Promise<unknown>[]) => {
    const settled = await Promise.allSettled(attempts);
    return settled
      .map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code))
      .sort();
  };

  beforeAll(async () => {
    context = await startTestContext({ imports: [AdminModule] });
    uow = context.app.get(UnitOfWork);
    accounts = context.app.get(AccountsService);
    deletion = context.app.get(UserDeletionService);
  });
  beforeEach(() => uow.manager.query('DELETE FROM app_user'));
  afterAll(() => context.stop());

  it.each([
    ['demoted', demote],
    ['suspended', suspend],
    ['deleted', remove],
  ])('can’t be %s', async (_name, act) => {
    const admin = await newAdmin();
    const suspended = await newAdmin();
    await suspend(suspended);
    await createActor(uow, 'moderator');
    await expect(act(admin)).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' });
    expect(await activeAdmins()).toEqual([admin.id]);
    await newAdmin();
    await act(admin);
    expect(await activeAdmins()).toHaveLength(1);
  });

  it('is left over when two act on each other at the same moment, whatever each does', async () => {
    for (const [first, second] of [
      [demote, demote],
      [suspend, remove],
      [remove, remove],
    ] as const) {
      await uow.manager.query('DELETE FROM app_user');
      const [one, other] = [await newAdmin(), await newAdmin()];
      expect(await outcomesOf([first(one), second(other)])).toEqual(['LAST_ADMINISTRATOR', 'done']);
      expect(await activeAdmins()).toHaveLength(1);
    }
  });

  it('is left over when many act on many', async () => {
    const admins = await Promise.all(Array.from({ length: 8 }, newAdmin));
    const outcomes = await outcomesOf(admins.flatMap((admin) => [demote(admin), suspend(admin)]));
    expect(outcomes).toContain('LAST_ADMINISTRATOR');
    expect(await activeAdmins()).toHaveLength(1);
  });

  it('may be changed once suspended, and keeps what is the same already', async () => {
    const admin = await newAdmin();
    const suspended = await newAdmin();
    await suspend(suspended);
    await demote(suspended);
    expect((await accounts.changeRole(admin.id, 'admin')).role).toBe('admin');
    expect((await accounts.changeStatus(admin.id, 'active', null)).status).toBe('active');
  });
});
