import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Download } from '../download.entity.js';
import { DesiredState, DownloadState } from '../download-state.js';

export const LEASE_SECONDS = 20;

export interface ClaimedDownload extends Download {
  readonly metadata: Buffer | null;
}

const AT_REST = `speed_bytes_per_sec = 0, eta_seconds = NULL, seeders = 0, leechers = 0, peers = '[]'`;
const LEASE = `now() + make_interval(secs => ${LEASE_SECONDS})`;
const IS_FREE = '(d.lease_until IS NULL OR d.lease_until < now())';

/** One torrent is never on two workers, nor twice on one: a cancelled or deleted download may still be letting go of it. */
const IS_ELSEWHERE = `(EXISTS (SELECT 1 FROM download o
  WHERE o.identity = d.identity AND o.id <> d.id AND o.lease_until > now())
  OR EXISTS (SELECT 1 FROM download_leftover l WHERE l.identity = d.identity AND l.held_until > now()))`;

const CLAIM = `
  WITH due AS (
    SELECT d.id FROM download d
     WHERE d.desired_state = 'running' AND d.state IN ('pending', 'running', 'importing')
       AND ${IS_FREE} AND NOT ${IS_ELSEWHERE} AND ($2::uuid IS NULL OR d.id = $2)
     AND (d.next_attempt_at IS NULL OR d.next_attempt_at <= now())
     ORDER BY d.priority DESC, d.created_at, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
  UPDATE download SET worker_id = $1, lease_until = ${LEASE}, has_directory = true, attempts = attempts + 1,
         started_at = coalesce(started_at, now()), updated_at = now(),
         state = CASE WHEN state = 'importing' THEN state ELSE 'running' END
    FROM due WHERE download.id = due.id RETURNING download.id`;

const CLAIM_LEFTOVER = `
  WITH due AS (
    SELECT d.id FROM download d
     WHERE d.has_directory AND d.state IN ('completed', 'cancelled', 'skipped') AND NOT d.is_seeding AND ${IS_FREE}
     LIMIT 1 FOR UPDATE SKIP LOCKED)
  UPDATE download SET worker_id = $1, lease_until = ${LEASE}
    FROM due WHERE download.id = due.id RETURNING download.id`;

/** Every write of a worker: taking a download, and changes that hold only while the worker still has it. */
@Injectable()
export class ClaimedDownloads {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(Download);
  }

  /** Takes one waiting download, the given one or the oldest; of several workers that try at once, one gets it. */
  async claim(workerId: string, id: string | null): Promise<ClaimedDownload | null> {
    const claimed = await this.queryId(CLAIM, [workerId, id]);
    if (claimed === null) return null;
    const row = await this.rows
      .createQueryBuilder('download')
      .addSelect('download.metadata')
      .where('download.id = :id', { id: claimed })
      .getOneOrFail();
    return { ...row, metadata: row.metadata ?? null };
  }

  /** Takes an ended download whose directory was left behind, to delete it. */
  claimLeftover(workerId: string): Promise<string | null> {
    return this.queryId(CLAIM_LEFTOVER, [workerId]);
  }

  /** Prolongs the lease and answers what the owner wants; null when the download is not this worker's any more. */
  async renew(id: string, workerId: string): Promise<DesiredState | null> {
    const [rows] = await this.uow.manager.query<[{ desired_state: DesiredState }[], number]>(
      `UPDATE download SET lease_until = ${LEASE},
              state = CASE WHEN state = 'pending' AND desired_state = 'running' THEN 'running' ELSE state END
        WHERE id = $1 AND worker_id = $2 RETURNING desired_state`,
      [id, workerId],
    );
    return rows[0]?.desired_state ?? null;
  }

  /** Changes a download that this worker runs. False when it does not, or when the owner wants it otherwise by now. */
  async updateRunning(
    id: string,
    workerId: string,
    states: readonly DownloadState[],
    changes: QueryDeepPartialEntity<Download>,
  ): Promise<boolean> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .update()
      .set(changes)
      .where('id = :id AND worker_id = :workerId', { id, workerId })
      .andWhere('desired_state = :wanted AND state IN (:...states)', { wanted: DesiredState.Running, states })
      .execute();
    return affected === 1;
  }

  /** Lets go, so that another worker may take it at once; or, when its row was deleted, delete its directory. */
  async release(id: string, workerId: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE download SET worker_id = NULL, lease_until = NULL, ${AT_REST}, updated_at = now(),
              state = CASE WHEN state = 'running' THEN 'pending' ELSE state END
        WHERE id = $1 AND worker_id = $2`,
      [id, workerId],
    );
    await this.uow.manager.query(
      'UPDATE download_leftover SET held_until = now() WHERE download_id = $1 AND worker_id = $2',
      [id, workerId],
    );
  }

  /** Lets go of an ended download whose directory is deleted. */
  async releaseRemoved(id: string, workerId: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE download SET worker_id = NULL, lease_until = NULL, has_directory = false, metadata = NULL
        WHERE id = $1 AND worker_id = $2 AND state IN ('completed', 'cancelled', 'skipped')`,
      [id, workerId],
    );
  }

  /** Lets go of everything that a worker had, which is known not to live any more. */
  async releaseAllOf(workerId: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE download SET worker_id = NULL, lease_until = NULL, ${AT_REST},
              state = CASE WHEN state = 'running' THEN 'pending' ELSE state END
        WHERE worker_id = $1`,
      [workerId],
    );
  }

  private async queryId(sql: string, parameters: unknown[]): Promise<string | null> {
    const [rows] = await this.uow.manager.query<[{ id: string }[], number]>(sql, parameters);
    return rows[0]?.id ?? null;
  }
}
