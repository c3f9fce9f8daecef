import { createHash } from 'node:crypto';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AuditAnchor } from '../../src/modules/audit/audit-anchor.js';
import { GENESIS, nextPoint } from '../../src/modules/audit/audit-chain.js';
import { AuditChainRepository } from '../../src/modules/audit/audit-chain.repository.js';
import { AuditEndAcceptance } from '../../src/modules/audit/audit-end-acceptance.js';
import { AuditLog } from '../../src/modules/audit/index.js';
import { AuditSealer } from '../../src/modules/audit/audit-sealer.js';
import { AuditVerifier } from '../../src/modules/audit/audit-verifier.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const ROWS = 20;
const SECRET = { SOKOUL_INTERNAL_SECRET: 'a secret that is not in the database' };

describe('tampering with the audit trail', () => {
  let context: TestContext;
  let uow: UnitOfWork;

  const verify = (of = context) => of.app.get(AuditVerifier).verify();
  const query = <T = unknown>(sql: string) => uow.manager.query<T[]>(sql);
  /** The id of the row at a place in the chain. */
  const idAt = async (position: number) => {
    const [row] = await query<{ audit_id: string }>(
      `SELECT audit_id FROM audit_seal WHERE position = ${position}`,
    );
    return row?.audit_id ?? null;
  };
  /** What the owner of the database can do: switch the triggers off first. */
  const asOwner = async (...statements: string[]) => {
    const tables = ['audit_log', 'audit_seal', 'audit_head'];
    const toggle = (verb: string) =>
      tables.map((table) => `ALTER TABLE ${table} ${verb} TRIGGER ${table}_append_only`);
    for (const sql of [...toggle('DISABLE'), ...statements, ...toggle('ENABLE ALWAYS')]) await query(sql);
  };

  beforeEach(async () => {
    context = await startTestContext({}, SECRET);
    uow = context.app.get(UnitOfWork);
    const audit = context.app.get(AuditLog);
    for (let row = 1; row <= ROWS; row++) {
      await audit.recordAlone({
        action: 'item_changed',
        resource: 'item',
        resourceId: `${row}`,
        newValue: { row },
      });
    }
    await context.app.get(AuditSealer).seal();
  });
  afterEach(() => context.stop());

  it.each([
    'UPDATE audit_log SET action = $$x$$',
    'UPDATE audit_log SET action = $$x$$ WHERE false',
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'UPDATE audit_seal SET hash = $$x$$',
    'DELETE FROM audit_seal',
    'TRUNCATE audit_seal',
    'DELETE FROM audit_head',
  ])('is refused by the database: %s', async (sql) => {
    await expect(query(sql)).rejects.toThrow(/append-only/);
    expect(await verify()).toMatchObject({ checked: ROWS, firstBroken: null });
  });

  it('has no privilege to change rows, trigger or not', async () => {
    const granted = await query<{ privilege_type: string }>(
      `SELECT DISTINCT privilege_type FROM information_schema.role_table_grants
        WHERE table_name IN ('audit_log', 'audit_seal') ORDER BY 1`,
    );
    expect(granted.map((row) => row.privilege_type)).toEqual(['INSERT', 'REFERENCES', 'SELECT', 'TRIGGER']);
  });

  it.each([
    ['new_value', `new_value = '{"row": 8}'`],
    ['user_id', 'user_id = gen_random_uuid()'],
    ['timestamp', `timestamp = timestamp - interval '1 microsecond'`],
    ['ip_address', `ip_address = '10.0.0.1'`],
  ])('names a row whose %s was altered', async (_, change) => {
    const id = await idAt(7);
    await asOwner(`UPDATE audit_log SET ${change} WHERE id = '${id}'`);
    expect(await verify()).toMatchObject({
      checked: 6,
      firstBroken: { position: 7, auditId: id, reason: 'row_altered' },
    });
  });

  it('names a row that was deleted from the middle', async () => {
    const id = await idAt(7);
    await asOwner(`DELETE FROM audit_log WHERE id = '${id}'`);
    expect((await verify()).firstBroken).toEqual({ position: 7, auditId: id, reason: 'row_missing' });
  });

  it('notices a row that was deleted with its link', async () => {
    const id = await idAt(7);
    await asOwner(`DELETE FROM audit_log WHERE id = '${id}'`, 'DELETE FROM audit_seal WHERE position = 7');
    expect((await verify()).firstBroken).toEqual({ position: 7, auditId: null, reason: 'seal_missing' });
  });

  it('notices two rows that changed places', async () => {
    await asOwner(
      'UPDATE audit_seal SET position = -position WHERE position IN (5, 9)',
      'UPDATE audit_seal SET position = CASE position WHEN -5 THEN 9 ELSE 5 END WHERE position < 0',
    );
    expect((await verify()).firstBroken).toMatchObject({ position: 5, reason: 'seal_altered' });
  });

  it('notices that the tail was cut, rows and links', async () => {
    await asOwner(
      'DELETE FROM audit_log WHERE id IN (SELECT audit_id FROM audit_seal WHERE position > 15)',
      'DELETE FROM audit_seal WHERE position > 15',
    );
    expect(await verify()).toMatchObject({
      checked: 15,
      firstBroken: { position: 16, reason: 'tail_missing' },
    });
  });

  it('notices an older head that was put back after the tail was cut', async () => {
    const [old] = await query<{ position: string; hash: string; signature: string }>(
      'SELECT * FROM audit_head',
    );
    await context.app.get(AuditLog).recordAlone({ action: 'crime', resource: 'item' });
    await context.app.get(AuditSealer).seal();
    await asOwner(
      `DELETE FROM audit_log WHERE action = 'crime'`,
      `DELETE FROM audit_seal WHERE position > ${ROWS}`,
      `UPDATE audit_head SET position = ${old?.position}, hash = '${old?.hash}', signature = '${old?.signature}'`,
    );
    expect((await verify()).firstBroken).toMatchObject({ position: ROWS + 1, reason: 'tail_missing' });
  });

  it('notices a chain that was recomputed from an altered row to the end', async () => {
    await asOwner(`UPDATE audit_log SET action = 'harmless' WHERE id = '${await idAt(7)}'`);
    const rows = await context.app.get(AuditChainRepository).sealedRows(0, ROWS, ROWS);
    let point = GENESIS;
    for (const { link, row } of rows) {
      if (!row) throw new Error('no such row');
      const { hash: previous } = point;
      point = nextPoint(point, row);
      await asOwner(
        `UPDATE audit_seal SET previous_hash = '${previous}', hash = '${point.hash}' WHERE position = ${link.position}`,
      );
    }
    expect((await verify()).firstBroken).toMatchObject({ position: ROWS, reason: 'head_mismatch' });
    const forged = createHash('sha256').update(point.hash).digest('base64url');
    await asOwner(`UPDATE audit_head SET hash = '${point.hash}', signature = '${forged}'`);
    expect((await verify()).firstBroken).toMatchObject({ reason: 'head_forged' });
  });

  it('notices a row that was deleted before it was sealed', async () => {
    await context.app.get(AuditLog).recordAlone({ action: 'crime', resource: 'item' });
    const [row] = await query<{ id: string }>(`SELECT id FROM audit_log WHERE action = 'crime'`);
    await asOwner(`DELETE FROM audit_log WHERE action = 'crime'`);
    expect((await verify()).firstBroken).toEqual({ position: null, auditId: row?.id, reason: 'row_missing' });
  });

  it('notices a row that passed the queue by', async () => {
    await query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_queue');
    await context.app.get(AuditLog).recordAlone({ action: 'invented', resource: 'item' });
    const [row] = await query<{ id: string }>(`SELECT id FROM audit_log WHERE action = 'invented'`);
    expect((await verify()).firstBroken).toEqual({
      position: null,
      auditId: row?.id,
      reason: 'row_unsealed',
    });
  });

  describe('when the secret was replaced', () => {
    it('stops sealing until an administrator accepts the end, which stays in the trail', async () => {
      const other = await startTestContext(
        {},
        { SOKOUL_INTERNAL_SECRET: 'the secret of the new server, 32+', DATABASE_URL: context.database.url },
      );
      try {
        await other.app.get(AuditLog).recordAlone({ action: 'item_changed', resource: 'item' });
        await expect(other.app.get(AuditSealer).seal()).rejects.toThrow('head_forged');
        expect((await verify(other)).firstBroken).toMatchObject({ reason: 'head_forged' });
        await other.app.get(AuditEndAcceptance).accept('moved to a new server');
        expect(await verify(other)).toMatchObject({ checked: ROWS + 2, firstBroken: null });
        expect(
          await query(`SELECT new_value FROM audit_log WHERE action = 'audit_chain_end_accepted'`),
        ).toEqual([
          {
            new_value: expect.objectContaining({
              position: ROWS,
              problem: 'head_forged',
              reason: 'moved to a new server',
            }),
          },
        ]);
        await expect(other.app.get(AuditEndAcceptance).accept('again')).rejects.toThrow(/intact/);
      } finally {
        await other.stop();
      }
    });
  });

  it('remembers the furthest end, also across an accepted one', () => {
    const anchor = context.app.get(AuditAnchor);
    const { generation, position } = anchor.mark;
    anchor.remember({ generation, position: position - 1 });
    expect(anchor.mark.position).toBe(position);
    anchor.remember({ generation: generation + 1, position: 1 });
    expect(anchor.mark).toEqual({ generation: generation + 1, position: 1 });
  });
});
