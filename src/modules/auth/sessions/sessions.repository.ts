import { Injectable } from '@nestjs/common';
import { offsetOf } from '../../../common/http/paging.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { hashOfSecret } from '../token-secret.js';
import { IS_LIVE, LIVE_COLUMNS, toLiveSession } from './live-session.js';
import type { LiveSession, LiveSessionRow } from './live-session.js';
import { Session } from './session.entity.js';

export type NewSession = Pick<
  Session,
  'id' | 'userId' | 'expiresAt' | 'cookieHash' | 'rememberSeriesId' | 'ipAddress' | 'userAgent'
>;

@Injectable()
export class SessionsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  async insert(session: NewSession): Promise<void> {
    await this.uow.manager.insert(Session, session);
  }

  findLive(sessionId: string): Promise<LiveSession | null> {
    return this.findOneLive('s.id = $1', sessionId);
  }

  findLiveByCookie(cookie: string): Promise<LiveSession | null> {
    return this.findOneLive('s.cookie_hash = $1', hashOfSecret(cookie));
  }

  private async findOneLive(condition: string, value: string): Promise<LiveSession | null> {
    const [row] = await this.uow.manager.query<LiveSessionRow[]>(
      `SELECT ${LIVE_COLUMNS} FROM auth_session s JOIN app_user u ON u.id = s.user_id
        WHERE ${condition} AND ${IS_LIVE}`,
      [value],
    );
    return row ? toLiveSession(row) : null;
  }

  /** The live sessions of one person, the last used first. */
  pageOf(userId: string, page: PageQuery): Promise<[Session[], number]> {
    return this.uow
      .repository(Session)
      .createQueryBuilder('session')
      .where('session.userId = :userId AND session.revokedAt IS NULL AND session.expiresAt > now()', {
        userId,
      })
      .orderBy({ 'session.lastUsedAt': 'DESC', 'session.id': 'ASC' })
      .skip(offsetOf(page))
      .take(page.limit)
      .getManyAndCount();
  }

  async touch(sessionId: string): Promise<void> {
    await this.uow.manager.query('UPDATE auth_session SET last_used_at = now() WHERE id = $1', [sessionId]);
  }

  async extend(sessionId: string, expiresAt: Date): Promise<void> {
    await this.uow.manager.update(Session, { id: sessionId }, { lastUsedAt: new Date(), expiresAt });
  }

  /** False when it is not a live session of this person. */
  async end(userId: string, sessionId: string): Promise<boolean> {
    return (await this.endWhere('id = $2 AND user_id = $1', [userId, sessionId])).length > 0;
  }

  /** All but `exceptSessionId`; the ids of those that were live. */
  endAllOf(userId: string, exceptSessionId: string | null): Promise<string[]> {
    return this.endWhere('user_id = $1 AND id IS DISTINCT FROM $2', [userId, exceptSessionId]);
  }

  endSeries(userId: string, seriesId: string): Promise<string[]> {
    return this.endWhere('user_id = $1 AND remember_series_id = $2', [userId, seriesId]);
  }

  private async endWhere(condition: string, values: unknown[]): Promise<string[]> {
    const [rows] = await this.uow.manager.query<[{ id: string }[], number]>(
      `UPDATE auth_session SET revoked_at = now()
        WHERE revoked_at IS NULL AND expires_at > now() AND ${condition} RETURNING id`,
      values,
    );
    return rows.map(({ id }) => id);
  }
}
