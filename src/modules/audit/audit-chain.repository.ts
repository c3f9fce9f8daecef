import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { GENESIS } from './audit-chain.js';
import type { ChainPoint, ChainedRow } from './audit-chain.js';
import type { ChainEnd, StoredHead } from './audit-anchor.js';

/** Any number works as long as every process uses the same one. */
const SEALER_LOCK = 0x41_55_44;

const ROW_COLUMNS = `l.id, l.user_id, l.action, l.resource, l.resource_id, l.old_value, l.new_value, l.ip_address,
  l.user_agent, l.request_id, to_char(l.timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS timestamp`;

/** A row that waits, with its place in the queue. */
export type PendingRow = ChainedRow & { readonly ordinal: string };

export interface Link {
  readonly position: number;
  readonly auditId: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A stored link and the row it seals; null when that row is gone. */
export interface SealedRow {
  readonly link: Link;
  readonly row: ChainedRow | null;
}

interface EndRow {
  last_position: string | null;
  last_hash: string | null;
  generation: number | null;
  position: string;
  hash: string;
  signature: string;
  sealed_at: Date;
}

type SealRow = ChainedRow & {
  position: string;
  audit_id: string;
  previous_hash: string;
  seal_hash: string;
};

const toLink = (row: SealRow): Link => ({
  position: Number(row.position),
  auditId: row.audit_id,
  previousHash: row.previous_hash,
  hash: row.seal_hash,
});

function toEnd(row: EndRow): ChainEnd {
  const last: ChainPoint =
    row.last_position === null
      ? GENESIS
      : { position: Number(row.last_position), hash: row.last_hash ?? GENESIS.hash };
  if (row.generation === null) return { last, head: null };
  const { generation, position, hash, signature, sealed_at: sealedAt } = row;
  return { last, head: { generation, position: Number(position), hash, signature, sealedAt } };
}

@Injectable()
export class AuditChainRepository {
  constructor(private readonly uow: UnitOfWork) {}

  /** Until the transaction ends, nobody else extends the chain. Writers of audit rows are not held up. */
  async lock(): Promise<void> {
    await this.uow.manager.query('SELECT pg_advisory_xact_lock($1)', [SEALER_LOCK]);
  }

  /** Like `lock`, but answers false at once when someone else holds it. */
  async tryLock(): Promise<boolean> {
    const [row] = await this.uow.manager.query<[{ is_locked: boolean }]>(
      'SELECT pg_try_advisory_xact_lock($1) AS is_locked',
      [SEALER_LOCK],
    );
    return row.is_locked;
  }

  /** The last link and the signed head, of one moment. */
  async end(): Promise<ChainEnd> {
    const [row] = await this.uow.manager.query<[EndRow]>(
      `SELECT s.position AS last_position, s.hash AS last_hash, h.generation, h.position, h.hash, h.signature, h.sealed_at
         FROM (SELECT true) AS one
         LEFT JOIN (SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1) s ON true
         LEFT JOIN audit_head h ON true`,
    );
    return toEnd(row);
  }

  pending(limit: number): Promise<PendingRow[]> {
    return this.uow.manager.query<PendingRow[]>(
      `SELECT p.ordinal, ${ROW_COLUMNS} FROM audit_pending p JOIN audit_log l ON l.id = p.audit_id
        ORDER BY p.ordinal LIMIT $1`,
      [limit],
    );
  }

  async append(links: readonly Link[]): Promise<void> {
    await this.uow.manager.query(
      `INSERT INTO audit_seal (position, audit_id, previous_hash, hash)
        SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[])`,
      [
        links.map((link) => link.position),
        links.map((link) => link.auditId),
        links.map((link) => link.previousHash),
        links.map((link) => link.hash),
      ],
    );
  }

  async dequeue(ordinals: readonly string[]): Promise<void> {
    await this.uow.manager.query('DELETE FROM audit_pending WHERE ordinal = ANY ($1::bigint[])', [ordinals]);
  }

  async saveHead({ generation, position, hash, signature }: Omit<StoredHead, 'sealedAt'>): Promise<void> {
    await this.uow.manager.query(
      `INSERT INTO audit_head (generation, position, hash, signature) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, position = excluded.position,
          hash = excluded.hash, signature = excluded.signature, sealed_at = clock_timestamp()`,
      [generation, position, hash, signature],
    );
  }

  /** Links after `position` up to `last`, in order, with their rows. */
  async sealedRows(position: number, last: number, limit: number): Promise<SealedRow[]> {
    const rows = await this.uow.manager.query<SealRow[]>(
      `SELECT s.position, s.audit_id, s.previous_hash, s.hash AS seal_hash, ${ROW_COLUMNS}
         FROM audit_seal s LEFT JOIN audit_log l ON l.id = s.audit_id
        WHERE s.position > $1 AND s.position <= $2 ORDER BY s.position LIMIT $3`,
      [position, last, limit],
    );
    return rows.map((row) => ({ link: toLink(row), row: row.id === null ? null : row }));
  }

  /** Id of a row that neither waits nor is sealed: its link was deleted, or the queue was passed by. */
  async findUnsealed(): Promise<string | null> {
    const [row] = await this.uow.manager.query<{ id: string }[]>(
      `SELECT l.id FROM audit_log l
        WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.audit_id = l.id)
          AND NOT EXISTS (SELECT FROM audit_pending p WHERE p.ordinal = l.ordinal) LIMIT 1`,
    );
    return row?.id ?? null;
  }

  /** Id of a row that was deleted before it was sealed. */
  async findPendingWithoutRow(): Promise<string | null> {
    const [row] = await this.uow.manager.query<{ audit_id: string }[]>(
      `SELECT p.audit_id FROM audit_pending p
        WHERE NOT EXISTS (SELECT FROM audit_log l WHERE l.id = p.audit_id) LIMIT 1`,
    );
    return row?.audit_id ?? null;
  }

  /** Queues every unsealed row again; answers how many. */
  async requeueUnsealed(): Promise<number> {
    const rows = await this.uow.manager.query<unknown[]>(
      `INSERT INTO audit_pending (ordinal, audit_id)
        SELECT l.ordinal, l.id FROM audit_log l WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.audit_id = l.id)
        ON CONFLICT DO NOTHING RETURNING ordinal`,
    );
    return rows.length;
  }
}
