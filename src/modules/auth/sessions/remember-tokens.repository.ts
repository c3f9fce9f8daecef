import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { hashOfSecret, newSecret } from '../token-secret.js';
import { RememberToken } from './remember-token.entity.js';

export type RememberOutcome =
  | { kind: 'used'; userId: string; seriesId: string }
  /** Shown again; `isFresh` when its first use was only moments ago. */
  | { kind: 'reused'; userId: string; seriesId: string; isFresh: boolean }
  | { kind: 'unknown' };

/** Two tabs of one browser may show the same cookie at the same time. */
const SAME_BROWSER_MS = 10_000;

@Injectable()
export class RememberTokensRepository {
  constructor(private readonly uow: UnitOfWork) {}

  /** The next token of the series. Only its hash is kept. */
  async issue(userId: string, seriesId: string, expiresAt: Date): Promise<string> {
    const token = newSecret();
    const row = { tokenHash: hashOfSecret(token), userId, seriesId, expiresAt };
    await this.uow.manager.insert(RememberToken, row);
    return token;
  }

  /** Uses the token up: of many callers with one token, one wins. */
  async consume(token: string): Promise<RememberOutcome> {
    const tokenHash = hashOfSecret(token);
    const [[used]] = await this.uow.manager.query<[{ user_id: string; series_id: string }[], number]>(
      `UPDATE remember_token t SET used_at = now() FROM app_user u
        WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now() AND u.id = t.user_id AND u.status = 'active'
        RETURNING t.user_id, t.series_id`,
      [tokenHash],
    );
    if (used) return { kind: 'used', userId: used.user_id, seriesId: used.series_id };
    const known = await this.uow.repository(RememberToken).findOneBy({ tokenHash });
    if (!known?.usedAt) return { kind: 'unknown' };
    const { userId, seriesId, usedAt } = known;
    return { kind: 'reused', userId, seriesId, isFresh: Date.now() - usedAt.getTime() < SAME_BROWSER_MS };
  }

  async deleteSeries(seriesId: string): Promise<void> {
    await this.uow.manager.delete(RememberToken, { seriesId });
  }

  /** The series that ended with this session. */
  async deleteOfSession(sessionId: string): Promise<void> {
    await this.uow.manager.query(
      `DELETE FROM remember_token t USING auth_session s WHERE s.id = $1 AND t.series_id = s.remember_series_id`,
      [sessionId],
    );
  }

  /** All but the series of `exceptSessionId`. */
  async deleteAllOf(userId: string, exceptSessionId: string | null): Promise<void> {
    await this.uow.manager.query(
      `DELETE FROM remember_token WHERE user_id = $1
          AND series_id IS DISTINCT FROM (SELECT remember_series_id FROM auth_session WHERE id = $2)`,
      [userId, exceptSessionId],
    );
  }
}
