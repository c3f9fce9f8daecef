import { AuditLog, AuditWorkerModule } from '../../src/modules/audit/index.js';
import { AuditSealer } from '../../src/modules/audit/audit-sealer.js';
import { AuditVerifier } from '../../src/modules/audit/audit-verifier.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { runWithContext } from '../../src/common/logging/request-context.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';
import { waitFor } from '../support/wait-for.js';

const SECRET = { SOKOUL_INTERNAL_SECRET: 'a secret that both processes share' };
const CLIENTS = 8;
const WRITES_PER_CLIENT = 1250;
const USER = '550e8400-e29b-41d4-a716-446655440000';

const count = async (uow: UnitOfWork, table: string): Promise<number> => {
  const [row] = await uow.manager.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM ${table}`);
  return row.count;
};

describe('the audit log', () => {
  let context: TestContext;
  let uow: UnitOfWork;
  let audit: AuditLog;

  beforeAll(async () => {
    context = await startTestContext({});
    uow = context.app.get(UnitOfWork);
    audit = context.app.get(AuditLog);
  });
  afterAll(() => context.stop());

  it('refuses an entry outside a transaction', async () => {
    await expect(audit.record({ action: 'x', resource: 'y' })).rejects.toThrow(/outside a transaction/);
  });

  it('forgets an entry whose change is rolled back, but never a refusal', async () => {
    const work = uow.run(async () => {
      await audit.record({ action: 'item_changed', resource: 'item' });
      await audit.recordAlone({ action: 'item_refused', resource: 'item' });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await uow.manager.query('SELECT action FROM audit_log')).toEqual([{ action: 'item_refused' }]);
  });

  it('knows who, from where and in which request, and masks secrets', async () => {
    await runWithContext(
      { request_id: 'r-1', actor_id: USER },
      () =>
        uow.run(() =>
          audit.record({
            action: 'password_changed',
            resource: 'user',
            resourceId: 'u\u00001',
            newValue: { password: 'hunter2', text: 'nul \u0000 and \ud800' },
          }),
        ),
      { ipAddress: '::ffff:192.168.1.100', userAgent: 'curl/8' },
    );
    const [row] = await uow.manager.query<unknown[]>(
      `SELECT * FROM audit_log WHERE action = 'password_changed'`,
    );
    expect(row).toMatchObject({
      user_id: USER,
      resource_id: 'u1',
      old_value: null,
      new_value: { password: '***', text: 'nul  and \ufffd' },
      ip_address: '192.168.1.100',
      user_agent: 'curl/8',
      request_id: 'r-1',
    });
  });
});

describe('the chain', () => {
  let first: TestContext;
  let second: TestContext;
  let uow: UnitOfWork;

  beforeAll(async () => {
    first = await startTestContext({}, SECRET);
    second = await startTestContext({}, { ...SECRET, DATABASE_URL: first.database.url });
    uow = first.app.get(UnitOfWork);
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  it('verifies clean when nothing was ever written', async () => {
    const verification = await first.app.get(AuditVerifier).verify();
    expect(verification).toEqual({ checked: 0, sealedUntil: null, firstBroken: null });
  });

  it('does not wait for an open transaction, and seals its row when it commits', async () => {
    const [slow, audit] = [second.app.get(UnitOfWork), second.app.get(AuditLog)];
    const gate = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const open = slow.run(async () => {
      await audit.record({ action: 'slow', resource: 'test' });
      written.resolve();
      await gate.promise;
    });
    await written.promise;
    await uow.run(() => first.app.get(AuditLog).record({ action: 'fast', resource: 'test' }));
    expect(await first.app.get(AuditSealer).seal()).toBe(1);
    gate.resolve();
    await open;
    expect(await first.app.get(AuditSealer).seal()).toBe(1);
    const order = await uow.manager.query(
      'SELECT l.action FROM audit_seal s JOIN audit_log l ON l.id = s.audit_id ORDER BY s.position',
    );
    expect(order).toEqual([{ action: 'fast' }, { action: 'slow' }]);
  });

  it('verifies clean after 10,000 writes by 8 parallel clients on two processes that both seal', async () => {
    const before = await count(uow, 'audit_log');
    let isWriting = true;
    const client = async (number: number) => {
      const { app } = number % 2 === 0 ? first : second;
      const [unit, audit] = [app.get(UnitOfWork), app.get(AuditLog)];
      for (let write = 0; write < WRITES_PER_CLIENT; write++) {
        const entry = {
          action: 'item_changed',
          resource: 'item',
          resourceId: `${number}`,
          newValue: { write },
        };
        await unit.run(() => audit.record(entry));
      }
    };
    const seal = async (sealer: AuditSealer) => {
      while (isWriting) await sealer.sealIfFree();
    };
    const sealers = [first, second].map(({ app }) => seal(app.get(AuditSealer)));
    await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
    isWriting = false;
    await Promise.all(sealers);
    const total = before + CLIENTS * WRITES_PER_CLIENT;
    for (const { app } of [first, second]) {
      expect(await app.get(AuditVerifier).verify()).toMatchObject({
        checked: total,
        sealedUntil: { position: total },
        firstBroken: null,
      });
    }
    expect(await count(uow, 'audit_pending')).toBe(0);
    const disordered = await uow.manager.query(
      `SELECT 1 FROM (SELECT (l.new_value->>'write')::int AS write,
                lag((l.new_value->>'write')::int) OVER (PARTITION BY l.resource_id ORDER BY s.position) AS earlier
           FROM audit_seal s JOIN audit_log l ON l.id = s.audit_id WHERE l.action = 'item_changed') x
        WHERE write < earlier`,
    );
    expect(disordered).toEqual([]);
  }, 90_000);

  it('seals 10,000 waiting rows at once', async () => {
    await uow.manager.query(
      `INSERT INTO audit_log (id, action, resource, new_value)
        SELECT gen_random_uuid(), 'bulk', 'test', jsonb_build_object('n', n) FROM generate_series(1, 10000) n`,
    );
    expect(await first.app.get(AuditSealer).seal()).toBe(10_000);
    expect(await first.app.get(AuditVerifier).verify()).toMatchObject({ firstBroken: null });
  });
});

describe('the sealing loop', () => {
  let context: TestContext;

  beforeAll(async () => {
    context = await startTestContext({ imports: [AuditWorkerModule] });
  });
  afterAll(() => context.stop());

  it('seals by itself', async () => {
    const uow = context.app.get(UnitOfWork);
    await context.app.get(AuditLog).recordAlone({ action: 'x', resource: 'y' });
    await waitFor('the row to be sealed', async () => (await count(uow, 'audit_seal')) === 1);
  });
});
