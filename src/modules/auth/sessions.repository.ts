import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role } from '../../common/access/role.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { RefreshToken } from './refresh-token.entity.js';
import { Session } from './session.entity.js';

const REFRESH_TOKEN_BYTES = 32;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** A session that is good at this moment, with what a request needs to know of its owner. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
}

/** What became of a refresh token that was shown. */
export type RefreshOutcome =
  { kind: 'rotated'; session: LiveSession } | { kind: 'reused'; sessionId: string } | { kind: 'unknown' };

interface LiveSessionRow {
  id: string;
  user_id: string;
  username: string;
  role: Role;
}

const toLiveSession = (row: LiveSessionRow): LiveSession => ({
  sessionId: row.id,
  userId: row.user_id,
  username: row.username,
  role: row.role,
});

const LIVE = `s.revoked_at IS NULL AND s.expires_at > now() AND u.status = 'active'`;

@Injectable()
export class SessionsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  async insert(
    session: Pick<Session, 'id' | 'userId' | 'expiresAt' | 'ipAddress' | 'userAgent'>,
  ): Promise<void> {
    await this.uow.manager.insert(Session, session);
  }

  /** A new refresh token of the session. Only its hash is kept. */
  async issueRefreshToken(sessionId: string, expiresAt: Date): Promise<string> {
    const token = randomBytes(REFRESH_TOKEN_BYTES).toString('base64url');
    await this.uow.manager.insert(RefreshToken, { tokenHash: hashOf(token), sessionId, expiresAt });
    await this.uow.manager.update(Session, { id: sessionId }, { lastUsedAt: new Date(), expiresAt });
    return token;
  }

  /** Uses the token up. Of many callers with one token, the row lock lets exactly one rotate it. */
  async consumeRefreshToken(token: string): Promise<RefreshOutcome> {
    const hash = hashOf(token);
    const [used] = await this.uow.manager.query<[LiveSessionRow[], number]>(
      `UPDATE refresh_token t SET used_at = now()
         FROM auth_session s JOIN app_user u ON u.id = s.user_id
        WHERE t.token_hash = $1 AND t.used_at IS NULL AND t.expires_at > now() AND s.id = t.session_id AND ${LIVE}
        RETURNING s.id, s.user_id, u.username, u.role`,
      [hash],
    );
    if (used[0]) return { kind: 'rotated', session: toLiveSession(used[0]) };
    const known = await this.uow.repository(RefreshToken).findOneBy({ tokenHash: hash });
    return known?.usedAt ? { kind: 'reused', sessionId: known.sessionId } : { kind: 'unknown' };
  }

  async findLive(sessionId: string): Promise<LiveSession | null> {
    const rows = await this.uow.manager.query<LiveSessionRow[]>(
      `SELECT s.id, s.user_id, u.username, u.role FROM auth_session s JOIN app_user u ON u.id = s.user_id
        WHERE s.id = $1 AND ${LIVE}`,
      [sessionId],
    );
    return rows[0] ? toLiveSession(rows[0]) : null;
  }

  async revoke(sessionId: string): Promise<void> {
    await this.uow.manager.query(
      'UPDATE auth_session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL',
      [sessionId],
    );
  }
}
