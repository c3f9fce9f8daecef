import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { hashOfSecret, newSecret } from '../token-secret.js';
import { IS_LIVE, LIVE_COLUMNS, toLiveSession } from './live-session.js';
import type { LiveSession, LiveSessionRow } from './live-session.js';
import { RefreshToken } from './refresh-token.entity.js';

/** What became of a refresh token that was shown. */
export type RefreshOutcome =
  | { kind: 'rotated'; session: LiveSession }
  | { kind: 'reused'; sessionId: string; userId: string }
  | { kind: 'unknown' };

@Injectable()
export class RefreshTokensRepository {
  constructor(private readonly uow: UnitOfWork) {}

  /** A new refresh token of the session. Only its hash is kept. */
  async issue(sessionId: string, expiresAt: Date): Promise<string> {
    const token = newSecret();
    await this.uow.manager.insert(RefreshToken, { tokenHash: hashOfSecret(token), sessionId, expiresAt });
    return token;
  }

  /** Uses the token up. Of many callers with one token, the row lock lets exactly one rotate it. */
  async consume(token: string): Promise<RefreshOutcome> {
    const hash = hashOfSecret(token);
    const [[used]] = await this.uow.manager.query<[LiveSessionRow[], number]>(
      `UPDATE refresh_token t SET used_at = now()
         FROM auth_session s JOIN app_user u ON u.id = s.user_id
        WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now() AND s.id = t.session_id AND ${IS_LIVE}
        RETURNING ${LIVE_COLUMNS}`,
      [hash],
    );
    if (used) return { kind: 'rotated', session: toLiveSession(used) };
    const known = await this.uow
      .repository(RefreshToken)
      .findOne({ where: { tokenHash: hash }, relations: { session: true } });
    if (!known?.usedAt || !known.session) return { kind: 'unknown' };
    return { kind: 'reused', sessionId: known.sessionId, userId: known.session.userId };
  }
}
