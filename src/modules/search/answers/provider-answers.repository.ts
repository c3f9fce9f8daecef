import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { AnswerState } from './provider-answer.entity.js';

export interface AnswerKey {
  readonly provider: string;
  readonly questionKey: string;
}

/** An answer that may be used, or one that somebody who is alive is asking for. */
export type KnownAnswer =
  { readonly state: 'complete'; readonly findings: unknown } | { readonly state: 'asking' };

interface AnswerRow {
  readonly state: AnswerState;
  readonly findings: unknown;
}

/** Whether a row counts no more: its asker has died, or its answer is older than $3 minutes. */
const IS_STALE = `(a.state = 'asking' AND a.lease_until < now()
  OR a.state = 'complete' AND a.completed_at <= now() - make_interval(mins => $3))`;

/** Answers and who is asking for them. All times are the database's, so that clocks of workers may differ. */
@Injectable()
export class ProviderAnswersRepository {
  constructor(private readonly uow: UnitOfWork) {}

  async find({ provider, questionKey }: AnswerKey, maxAgeMinutes: number): Promise<KnownAnswer | null> {
    const [row] = await this.uow.manager.query<AnswerRow[]>(
      `SELECT a.state, a.findings FROM provider_answer a
        WHERE a.provider = $1 AND a.question_key = $2 AND NOT ${IS_STALE}`,
      [provider, questionKey, maxAgeMinutes],
    );
    if (!row) return null;
    return row.state === AnswerState.Complete
      ? { state: 'complete', findings: row.findings }
      : { state: 'asking' };
  }

  /** False when somebody else asks, or has the answer. One statement, so that of two processes one wins. */
  async claim(
    { provider, questionKey }: AnswerKey,
    maxAgeMinutes: number,
    claim: { readonly id: string; readonly leaseSeconds: number },
  ): Promise<boolean> {
    const rows = await this.uow.manager.query<object[]>(
      `INSERT INTO provider_answer AS a (provider, question_key, state, claim_id, lease_until, asked_at)
         VALUES ($1, $2, 'asking', $4, now() + make_interval(secs => $5), now())
       ON CONFLICT (provider, question_key) DO UPDATE
         SET state = 'asking', claim_id = EXCLUDED.claim_id, lease_until = EXCLUDED.lease_until,
             asked_at = EXCLUDED.asked_at, findings = NULL, completed_at = NULL
         WHERE ${IS_STALE}
       RETURNING a.claim_id`,
      [provider, questionKey, maxAgeMinutes, claim.id, claim.leaseSeconds],
    );
    return rows.length > 0;
  }

  async renew({ provider, questionKey }: AnswerKey, claimId: string, leaseSeconds: number): Promise<void> {
    await this.uow.manager.query(
      `UPDATE provider_answer SET lease_until = now() + make_interval(secs => $4)
        WHERE provider = $1 AND question_key = $2 AND claim_id = $3 AND state = 'asking'`,
      [provider, questionKey, claimId, leaseSeconds],
    );
  }

  /** Nothing happens when somebody else has taken over meanwhile. */
  async complete({ provider, questionKey }: AnswerKey, claimId: string, findingsJson: string): Promise<void> {
    await this.uow.manager.query(
      `UPDATE provider_answer SET state = 'complete', findings = $4::json, completed_at = now()
        WHERE provider = $1 AND question_key = $2 AND claim_id = $3 AND state = 'asking'`,
      [provider, questionKey, claimId, findingsJson],
    );
  }

  /** Gives up asking, or forgets an answer of this claim. */
  async forget({ provider, questionKey }: AnswerKey, claimId: string): Promise<void> {
    await this.uow.manager.query(
      'DELETE FROM provider_answer WHERE provider = $1 AND question_key = $2 AND claim_id = $3',
      [provider, questionKey, claimId],
    );
  }

  /** Forgets an answer that this version can't read. */
  async discard({ provider, questionKey }: AnswerKey): Promise<void> {
    await this.uow.manager.query(
      `DELETE FROM provider_answer WHERE provider = $1 AND question_key = $2 AND state = 'complete'`,
      [provider, questionKey],
    );
  }

  /** Deletes at most `limit` rows that count no more; answers with how many. */
  async deleteStale(maxAgeMinutes: number, limit: number): Promise<number> {
    const [, count] = await this.uow.manager.query<[object[], number]>(
      `DELETE FROM provider_answer WHERE (provider, question_key) IN (
         SELECT a.provider, a.question_key FROM provider_answer a
          WHERE a.asked_at < now() - make_interval(mins => $1::int)
            AND (a.state = 'asking' AND a.lease_until < now()
                 OR a.completed_at <= now() - make_interval(mins => $1::int))
          ORDER BY a.asked_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [maxAgeMinutes, limit],
    );
    return count;
  }
}
