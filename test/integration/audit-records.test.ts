import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AuditExport } from '../../src/modules/audit/audit-export.js';
import type { AuditFilter } from '../../src/modules/audit/audit-filter.js';
import { AuditLogsService } from '../../src/modules/audit/audit-logs.service.js';
import { AuditSealer } from '../../src/modules/audit/audit-sealer.js';
import { GENESIS, nextPoint } from '../../src/modules/audit/audit-chain.js';
import type { ChainedRow } from '../../src/modules/audit/audit-chain.js';
import { toAuditFilter } from '../../src/modules/audit/dto/list-audit-logs.query.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const ROWS = 10_000;
const ANN = '550e8400-e29b-41d4-a716-446655440000';
const ALL = toAuditFilter({});

describe('reading the audit trail', () => {
  let context: TestContext;
  let uow: UnitOfWork;

  beforeAll(async () => {
    context = await startTestContext({});
    uow = context.app.get(UnitOfWork);
    await uow.manager.query(
      `INSERT INTO audit_log (id, user_id, action, resource, resource_id, new_value, ip_address, timestamp)
        SELECT gen_random_uuid(), CASE WHEN n % 100 = 0 THEN $1::uuid END, CASE WHEN n % 2 = 0 THEN 'even' ELSE 'odd' END,
               'number', n::text, jsonb_build_object('title', 'Film 100% ' || n), '10.0.0.' || n % 10,
               timestamptz '2026-02-15T00:00:00Z' + make_interval(secs => n) FROM generate_series(1, ${ROWS}) n`,
      [ANN],
    );
    await context.app.get(AuditSealer).seal();
  });
  afterAll(() => context.stop());

  const list = async (filter: Partial<AuditFilter>, offset = 0, limit = 3) => {
    const [rows, total] = await context.app.get(AuditLogsService).list({ ...ALL, ...filter }, offset, limit);
    return { ids: rows.map((row) => row.resource_id), total };
  };

  it('lists the newest first, page by page', async () => {
    expect(await list({}, 0)).toEqual({ ids: ['10000', '9999', '9998'], total: ROWS });
    expect(await list({}, 3)).toEqual({ ids: ['9997', '9996', '9995'], total: ROWS });
  });

  it.each<[Partial<AuditFilter>, string[], number]>([
    [{ userId: ANN }, ['10000', '9900', '9800'], 100],
    [{ action: 'odd' }, ['9999', '9997', '9995'], 5000],
    [{ resource: 'number', resourceId: '7' }, ['7'], 1],
    [{ ipAddress: '10.0.0.3', action: 'odd' }, ['9993', '9983', '9973'], 1000],
    [{ from: new Date('2026-02-15T00:00:05Z'), to: new Date('2026-02-15T00:00:07Z') }, ['6', '5'], 2],
    [{ search: 'FILM 100% 77' }, ['7799', '7798', '7797'], 111],
    [{ search: '100_' }, [], 0],
    [{ userId: ANN, action: 'odd' }, [], 0],
  ])('filters by %j', async (filter, ids, total) => {
    expect(await list(filter)).toEqual({ ids, total });
  });

  it('tells a row that does not exist', async () => {
    await expect(context.app.get(AuditLogsService).getById(ANN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('exports every row as NDJSON, oldest first, from which anyone can recompute the chain', async () => {
    const { body } = await context.app.get(AuditExport).open(ALL, 'ndjson');
    const lines = (await body.toArray()).join('').trimEnd().split('\n');
    expect(lines).toHaveLength(ROWS);
    let point = GENESIS;
    for (const line of lines) {
      const row = JSON.parse(line) as ChainedRow & { position: number; hash: string };
      point = nextPoint(point, row);
      expect({ position: row.position, hash: row.hash }).toEqual(point);
    }
  });

  it('exports the same filter as CSV, and records that it did', async () => {
    const { body } = await context.app.get(AuditExport).open({ ...ALL, userId: ANN }, 'csv');
    const lines = (await body.toArray()).join('').trimEnd().split('\r\n');
    expect(lines).toHaveLength(101);
    const [row] = await uow.manager.query<unknown[]>(
      `SELECT new_value FROM audit_log WHERE action = 'audit_logs_exported' ORDER BY ordinal DESC LIMIT 1`,
    );
    expect(row).toEqual({ new_value: { format: 'csv', user_id: ANN } });
  });

  it('reads on only when the one who asked has taken what was read', async () => {
    const { body } = await context.app.get(AuditExport).open(ALL, 'ndjson');
    let taken = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write: (chunk: Buffer, _, done) => {
        taken += chunk.length;
        expect(body.readableLength).toBeLessThan(1024 * 1024);
        setImmediate(done);
      },
    });
    await pipeline(body, slow);
    expect(taken).toBeGreaterThan(ROWS * 100);
  });

  it('ends when the one who asked goes away', async () => {
    const { body } = await context.app.get(AuditExport).open(ALL, 'ndjson');
    for await (const chunk of body) {
      expect(String(chunk)).toContain('"position":1,');
      break;
    }
    expect(body.destroyed).toBe(true);
  });
});
