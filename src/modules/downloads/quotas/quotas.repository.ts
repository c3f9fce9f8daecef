import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { DownloadUsage } from './download-usage.entity.js';
import { UserQuota } from './user-quota.entity.js';

/** Bytes; zero is no quota. */
export interface QuotaLimits {
  readonly dailyBytes: number;
  readonly storedBytes: number;
}

export interface QuotaUse {
  readonly dailyBytes: number;
  readonly storedBytes: number;
}

interface UseRow {
  daily_bytes: number;
  stored_bytes: number;
}

/** This hour and the 23 before it. */
const LAST_DAY = `hour > now() - interval '24 hours'`;
const RECEIVED = `coalesce((SELECT sum(bytes) FROM download_usage WHERE owner_id = owner.id AND ${LAST_DAY}), 0)`;

/** What has arrived and is kept, here or in the library. Files that are in no title's list are told by the download itself. */
const STORED = `(
  coalesce((SELECT sum(d.bytes_done) FROM download d
    WHERE d.owner_id = owner.id AND d.state NOT IN ('completed', 'cancelled', 'skipped')), 0)
  + coalesce((SELECT sum(f.size_bytes) FROM download d JOIN media_file f ON f.download_id = d.id
    WHERE d.owner_id = owner.id AND d.state = 'completed'), 0)
  + coalesce((SELECT sum((f ->> 'size_bytes')::float8) FROM download d, jsonb_array_elements(d.files) f
    WHERE d.owner_id = owner.id AND d.state = 'completed' AND f ->> 'library_path' IS NOT NULL), 0))`;

const USE = `
  SELECT ${RECEIVED}::float8 AS daily_bytes, ${STORED}::float8 AS stored_bytes FROM (SELECT $1::uuid AS id) owner`;

/** Only owners who have something to run are looked at, and only sums that a quota is about are made. */
const EXHAUSTED = `
  WITH owner AS (
    SELECT o.id, coalesce(q.daily_bytes, $1) AS daily_bytes, coalesce(q.stored_bytes, $2) AS stored_bytes
      FROM (SELECT DISTINCT owner_id AS id FROM download
             WHERE state IN ('pending', 'running') AND desired_state = 'running') o
      LEFT JOIN user_quota q ON q.user_id = o.id)
  SELECT owner.id FROM owner
   WHERE CASE WHEN daily_bytes > 0 THEN ${RECEIVED} >= daily_bytes ELSE false END
      OR CASE WHEN stored_bytes > 0 THEN ${STORED} >= stored_bytes ELSE false END`;

const ADD = `
  INSERT INTO download_usage (owner_id, hour, bytes)
  SELECT id, date_trunc('hour', now()), $2 FROM app_user WHERE id = $1
  ON CONFLICT (owner_id, hour) DO UPDATE SET bytes = download_usage.bytes + excluded.bytes`;

@Injectable()
export class QuotasRepository {
  constructor(private readonly uow: UnitOfWork) {}

  findOverride(userId: string): Promise<UserQuota | null> {
    return this.uow.repository(UserQuota).findOneBy({ userId });
  }

  async putOverride(userId: string, limits: Pick<UserQuota, 'dailyBytes' | 'storedBytes'>): Promise<void> {
    await this.uow
      .repository(UserQuota)
      .upsert({ userId, ...limits, updatedAt: () => 'now()' }, { conflictPaths: ['userId'] });
  }

  async useOf(userId: string): Promise<QuotaUse> {
    const [row] = await this.uow.manager.query<UseRow[]>(USE, [userId]);
    return { dailyBytes: row?.daily_bytes ?? 0, storedBytes: row?.stored_bytes ?? 0 };
  }

  /** Owners of unfinished downloads who have used up a quota; `defaults` hold for those without one of their own. */
  async exhaustedOwners(defaults: QuotaLimits): Promise<string[]> {
    const parameters = [defaults.dailyBytes, defaults.storedBytes];
    const rows = await this.uow.manager.query<{ id: string }[]>(EXHAUSTED, parameters);
    return rows.map(({ id }) => id);
  }

  /** Of an owner who is gone nothing is kept. */
  async addUsage(ownerId: string, receivedBytes: number): Promise<void> {
    await this.uow.manager.query(ADD, [ownerId, receivedBytes]);
  }

  /** Hours that no quota looks at any more. */
  async forgetOldUsage(): Promise<void> {
    await this.uow
      .repository(DownloadUsage)
      .createQueryBuilder()
      .delete()
      .where(`hour < now() - interval '2 days'`)
      .execute();
  }
}
