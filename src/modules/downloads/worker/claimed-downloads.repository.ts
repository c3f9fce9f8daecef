import { Injectable } from '@nestjs/common';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Download } from '../download.entity.js';
import { DesiredState, DownloadState } from '../download-state.js';
import type { WaitReason } from '../download-wait.js';
import type { DownloadKindName, DownloadLimits } from '../engine/download-source.js';
import {
  ANYTHING,
  AT_REST,
  CLAIM,
  CLAIM_LEFTOVER,
  CLAIM_SEEDING,
  LEASE,
  LOCK_CLAIMS,
  claimParameters,
} from './claim-statement.js';
import type { ClaimRules } from './claim-statement.js';

export interface ClaimedDownload extends Download {
  readonly metadata: Buffer | null;
}

/** What the row says while a worker has it. */
export interface LeasedFacts {
  readonly wanted: DesiredState;
  readonly limits: Partial<DownloadLimits>;
  readonly isSeeding: boolean;
}

export interface RetriedFailure {
  readonly code: string;
  readonly message: string;
  /** How often it has been tried again, this time included. */
  readonly retries: number;
}

/** How a download is put back among those that wait. */
export interface SettingAside {
  readonly waitsFor: WaitReason;
  /** Until it may be taken again; null as soon as nothing stands in its way. */
  readonly delaySeconds: number | null;
  /** The failure that it is tried again after; null when it did not fail. */
  readonly failure: RetriedFailure | null;
}

interface LeasedRow {
  desired_state: DesiredState;
  limits: Partial<DownloadLimits>;
  is_seeding: boolean;
}

/** Every write of a worker: taking a download, and changes that hold only while the worker still has it. */
@Injectable()
export class ClaimedDownloads {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(Download);
  }

  /**
   * Takes one waiting download, the given one or the next; of several workers that try at once, one gets it. The highest
   * priority goes first, then who has the fewest running, then the oldest. Runs in the caller's transaction.
   */
  async claim(
    workerId: string,
    id: string | null,
    rules: ClaimRules = ANYTHING,
  ): Promise<ClaimedDownload | null> {
    await this.uow.manager.query(LOCK_CLAIMS);
    return this.find(await this.queryId(CLAIM, claimParameters(workerId, id, rules)));
  }

  /** Takes a completed download that is still to be sent to other peers. */
  async claimSeeding(
    workerId: string,
    kinds: readonly DownloadKindName[] = ANYTHING.kinds,
  ): Promise<ClaimedDownload | null> {
    return this.find(await this.queryId(CLAIM_SEEDING, [workerId, kinds]));
  }

  /** Takes an ended download whose directory was left behind, to delete it. */
  claimLeftover(workerId: string): Promise<string | null> {
    return this.queryId(CLAIM_LEFTOVER, [workerId]);
  }

  /** Prolongs the lease and answers what the row says; null when the download is not this worker's any more. */
  async renew(id: string, workerId: string): Promise<LeasedFacts | null> {
    const [rows] = await this.uow.manager.query<[LeasedRow[], number]>(
      `UPDATE download SET lease_until = ${LEASE},
              waits_for = CASE WHEN state = 'pending' THEN NULL ELSE waits_for END,
              state = CASE WHEN state = 'pending' AND desired_state = 'running' THEN 'running' ELSE state END
        WHERE id = $1 AND worker_id = $2 RETURNING desired_state, limits, is_seeding`,
      [id, workerId],
    );
    const [row] = rows;
    return row ? { wanted: row.desired_state, limits: row.limits, isSeeding: row.is_seeding } : null;
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

  /** Notes down how far seeding is, and ends it when the goal is reached. False when it is over already. */
  async updateSeeding(
    id: string,
    workerId: string,
    changes: Pick<Download, 'bytesSent' | 'seededSeconds' | 'isSeeding'>,
  ): Promise<boolean> {
    const where = { id, workerId, isSeeding: true, state: DownloadState.Completed };
    const { affected } = await this.rows.update(where, changes);
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

  /** Lets go for a reason that will pass. False when it is not this worker's, or not wanted any more. */
  async setAside(
    id: string,
    workerId: string,
    { waitsFor, delaySeconds, failure }: SettingAside,
  ): Promise<boolean> {
    const [, count] = await this.uow.manager.query<[unknown[], number]>(
      `UPDATE download SET worker_id = NULL, lease_until = NULL, ${AT_REST}, updated_at = now(),
              state = CASE WHEN state = 'running' THEN 'pending' ELSE state END, waits_for = $3,
              next_attempt_at = now() + make_interval(secs => $4::float8),
              error_code = $5, error_message = $6, retries = coalesce($7::integer, retries)
        WHERE id = $1 AND worker_id = $2 AND desired_state = 'running' AND state IN ('pending', 'running', 'importing')`,
      [
        id,
        workerId,
        waitsFor,
        delaySeconds,
        failure?.code ?? null,
        failure?.message ?? null,
        failure?.retries ?? null,
      ],
    );
    return count === 1;
  }

  /** Whether a cancelled download is to keep what has arrived. */
  keepsFiles(id: string): Promise<boolean> {
    return this.rows.existsBy({ id, keepsFiles: true });
  }

  /** Lets go of an ended download whose directory is deleted. */
  async releaseRemoved(id: string, workerId: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE download SET worker_id = NULL, lease_until = NULL, has_directory = false, 
              metadata = CASE WHEN state = 'completed' THEN metadata END
        WHERE id = $1 AND worker_id = $2 AND state IN ('completed', 'cancelled', 'skipped') AND NOT is_seeding`,
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

  private async find(id: string | null): Promise<ClaimedDownload | null> {
    if (id === null) return null;
    const row = await this.rows
      .createQueryBuilder('download')
      .addSelect('download.metadata')
      .where('download.id = :id', { id })
      .getOneOrFail();
    return { ...row, metadata: row.metadata ?? null };
  }

  private async queryId(sql: string, parameters: unknown[]): Promise<string | null> {
    const [rows] = await this.uow.manager.query<[{ id: string }[], number]>(sql, parameters);
    return rows[0]?.id ?? null;
  }
}
