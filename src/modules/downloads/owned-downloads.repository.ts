import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { ACTIVE_STATES, DownloadState } from './download-state.js';
import { Download } from './download.entity.js';

/** What one person has downloaded, and is downloading. */
export interface DownloadTotals {
  readonly downloads: number;
  /** Under way now. */
  readonly active: number;
  /** Of those that completed. */
  readonly completedBytes: number;
}

interface TotalsRow {
  owner_id: string;
  downloads: number;
  active: number;
  completed_bytes: number;
}

const TOTALS = `
  SELECT owner_id, count(*)::float8 AS downloads,
         count(*) FILTER (WHERE state = ANY($2))::float8 AS active,
         coalesce(sum(bytes_done) FILTER (WHERE state = $3), 0)::float8 AS completed_bytes
    FROM download WHERE owner_id = ANY($1) GROUP BY owner_id`;

@Injectable()
export class OwnedDownloadsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  /** By owner; who has none is not listed. */
  async totalsOf(ownerIds: readonly string[]): Promise<Map<string, DownloadTotals>> {
    const parameters = [ownerIds, ACTIVE_STATES, DownloadState.Completed];
    const rows = await this.uow.manager.query<TotalsRow[]>(TOTALS, parameters);
    return new Map(
      rows.map(({ owner_id: id, downloads, active, completed_bytes: completedBytes }) => [
        id,
        { downloads, active, completedBytes },
      ]),
    );
  }

  /** Locks them until the transaction ends. */
  lockAllOf(ownerId: string): Promise<Download[]> {
    return this.uow.repository(Download).find({
      where: { ownerId },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** A trigger notes the directories that remain, for a worker to delete. */
  async deleteAllOf(ownerId: string): Promise<void> {
    await this.uow.repository(Download).delete({ ownerId });
  }
}
