import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { WaitReason } from '../download-wait.js';
import { AT_REST, HELD, IS_FREE, LOCK_CLAIMS, WITH_COUNTS } from './claim-statement.js';
import type { ClaimRules } from './claim-statement.js';

/** The same conditions as those of a claim, in the order in which they are worth telling. */
const EXPLAIN = `
  WITH ${HELD}, waiting AS (
    SELECT d.id, CASE
        WHEN d.next_attempt_at > now() THEN coalesce(d.waits_for, 'retry')
        WHEN d.owner_id = ANY($1::uuid[]) THEN 'quota'
        WHEN $2::text IS NOT NULL THEN $2
        WHEN coalesce(owners.running, 0) >= $3::integer THEN 'user_limit'
        WHEN coalesce(kinds.running, 0) >= ($4::jsonb ->> d.kind)::integer THEN 'kind_limit'
        ELSE 'queue' END AS reason
      FROM download d ${WITH_COUNTS}
     WHERE d.desired_state = 'running' AND d.state = 'pending' AND ${IS_FREE})
  UPDATE download SET waits_for = waiting.reason FROM waiting
   WHERE download.id = waiting.id AND download.waits_for IS DISTINCT FROM waiting.reason`;

/** Downloads that nobody runs. */
@Injectable()
export class WaitingDownloads {
  constructor(private readonly uow: UnitOfWork) {}

  /** Writes down what each waits for. `hold` is why this worker fetches nothing now, or null. */
  async explain({ blockedOwners, perUser, perKind }: ClaimRules, hold: WaitReason | null): Promise<void> {
    await this.uow.run(async () => {
      await this.uow.manager.query(LOCK_CLAIMS);
      await this.uow.manager.query(EXPLAIN, [blockedOwners, hold, perUser, JSON.stringify(perKind)]);
    });
  }

  /** Says of what was left in the middle, by a worker of which nothing is known, that it waits. */
  async admitAbandoned(): Promise<void> {
    await this.uow.manager.query(
      `UPDATE download d SET state = 'pending', worker_id = NULL, lease_until = NULL, ${AT_REST}
        WHERE d.id IN (SELECT d.id FROM download d WHERE d.state = 'running' AND ${IS_FREE} FOR UPDATE SKIP LOCKED)`,
    );
  }
}
