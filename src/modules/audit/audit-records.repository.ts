import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import type { ChainedRow } from './audit-chain.js';
import { filterSql } from './audit-filter.js';
import type { AuditFilter } from './audit-filter.js';

/** A row of the trail and its place in the chain, which is null until it is sealed. */
export type AuditRow = ChainedRow & {
  readonly ordinal: string;
  readonly position: number | null;
  readonly previous_hash: string | null;
  readonly hash: string | null;
};

const ROWS = `
  SELECT l.ordinal, l.id, l.user_id, l.action, l.resource, l.resource_id, l.old_value, l.new_value, l.ip_address,
         l.user_agent, l.request_id,
         to_char(l.timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS timestamp,
         s.position::float8 AS position, s.previous_hash, s.hash
    FROM audit_log l LEFT JOIN audit_seal s ON s.audit_id = l.id`;

@Injectable()
export class AuditRecordsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  /** Newest first. */
  list(filter: AuditFilter, offset: number, limit: number): Promise<AuditRow[]> {
    const { where, parameters } = filterSql(filter, 3);
    return this.uow.manager.query<AuditRow[]>(
      `${ROWS} WHERE ${where} ORDER BY l.ordinal DESC LIMIT $1 OFFSET $2`,
      [limit, offset, ...parameters],
    );
  }

  async count(filter: AuditFilter): Promise<number> {
    const { where, parameters } = filterSql(filter, 1);
    const [row] = await this.uow.manager.query<[{ count: string }]>(
      `SELECT count(*) AS count FROM audit_log l WHERE ${where}`,
      parameters,
    );
    return Number(row.count);
  }

  async findById(id: string): Promise<AuditRow | null> {
    const [row] = await this.uow.manager.query<AuditRow[]>(`${ROWS} WHERE l.id = $1`, [id]);
    return row ?? null;
  }

  /** Ordinal of the newest row; '0' when there is none. */
  async lastOrdinal(): Promise<string> {
    const [row] = await this.uow.manager.query<[{ last: string | null }]>(
      'SELECT max(ordinal) AS last FROM audit_log',
    );
    return row.last ?? '0';
  }

  /** Oldest first, after one ordinal up to another. */
  between(filter: AuditFilter, after: string, last: string, limit: number): Promise<AuditRow[]> {
    const { where, parameters } = filterSql(filter, 4);
    return this.uow.manager.query<AuditRow[]>(
      `${ROWS} WHERE l.ordinal > $1 AND l.ordinal <= $2 AND ${where} ORDER BY l.ordinal LIMIT $3`,
      [after, last, limit, ...parameters],
    );
  }
}
