import { AuthConfig } from '../../src/common/config/auth.config.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AuditVerifier } from '../../src/modules/audit/audit-verifier.js';
import { ensureFirstAdmin } from '../../src/modules/auth/index.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

describe('the first administrator', () => {
  let context: TestContext;

  const create = () => ensureFirstAdmin(context.database.url, context.app.get(AuthConfig));
  const trail = () =>
    context.app
      .get(UnitOfWork)
      .manager.query<object[]>('SELECT action, user_id, resource_id, new_value FROM audit_log');

  beforeEach(async () => {
    context = await startTestContext({}, { SOKOUL_ADMIN_USERNAME: 'root' });
  });
  afterEach(() => context.stop());

  it('is created once, also by processes that start together, and told of in the trail', async () => {
    const created = (await Promise.all([create(), create(), create()])).filter((one) => one !== null);
    expect(created).toEqual([{ username: 'root', generatedPassword: expect.any(String) }]);
    expect(await create()).toBeNull();
    expect(await trail()).toEqual([
      {
        action: 'first_admin_created',
        user_id: null,
        resource_id: expect.any(String),
        new_value: { username: 'root', role: 'admin' },
      },
    ]);
    expect(await context.app.get(AuditVerifier).verify()).toMatchObject({ checked: 1, firstBroken: null });
  });
});
