import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, MoreThan } from 'typeorm';
import type { Repository } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { StreamingSession } from './streaming-session.entity.js';

export type NewStreamingSession = Omit<StreamingSession, 'id' | 'createdAt' | 'revokedAt'>;

@Injectable()
export class StreamingSessionsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows(): Repository<StreamingSession> {
    return this.uow.repository(StreamingSession);
  }

  async insert(session: NewStreamingSession): Promise<StreamingSession> {
    const id = randomUUID();
    await this.rows.insert({ id, ...session });
    return this.rows.findOneByOrFail({ id });
  }

  /** Null when it has expired or was revoked. */
  findLive(id: string): Promise<StreamingSession | null> {
    return this.rows.findOneBy({ id, revokedAt: IsNull(), expiresAt: MoreThan(new Date()) });
  }

  /** A session of this sign-in for the same source that lasts at least until `until`. */
  findReusable(wanted: NewStreamingSession, until: Date): Promise<StreamingSession | null> {
    const { userId, authSessionId, mediaId, fileId, downloadId } = wanted;
    return this.rows.findOne({
      where: {
        userId,
        authSessionId: authSessionId ?? IsNull(),
        mediaId,
        fileId: fileId ?? IsNull(),
        downloadId: downloadId ?? IsNull(),
        revokedAt: IsNull(),
        expiresAt: MoreThan(until),
      },
      order: { expiresAt: 'DESC', id: 'ASC' },
    });
  }

  async deleteExpired(userId: string, before: Date): Promise<void> {
    await this.rows.delete({ userId, expiresAt: LessThan(before) });
  }

  /** Locks the row until the transaction ends. */
  lockOwned(userId: string, id: string): Promise<StreamingSession | null> {
    return this.rows.findOne({ where: { id, userId }, lock: { mode: 'pessimistic_write' } });
  }

  async revoke(id: string): Promise<void> {
    await this.rows.update({ id }, { revokedAt: new Date() });
  }

  async revokeBySignIn(authSessionId: string): Promise<void> {
    await this.rows.update({ authSessionId, revokedAt: IsNull() }, { revokedAt: new Date() });
  }

  async revokeAllOf(userId: string): Promise<void> {
    await this.rows.update({ userId, revokedAt: IsNull() }, { revokedAt: new Date() });
  }
}
