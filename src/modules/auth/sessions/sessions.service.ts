import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { Outbox } from '../../../common/events/outbox.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { currentContext } from '../../../common/logging/request-context.js';
import { AuditLog } from '../../audit/index.js';
import { RealtimePublisher } from '../../realtime/index.js';
import { RememberTokensRepository } from './remember-tokens.repository.js';
import type { Session } from './session.entity.js';
import { SessionsRepository } from './sessions.repository.js';

/** Lists and ends sessions. What is ended is refused at once by every process, and its sockets are closed. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionsRepository,
    private readonly rememberTokens: RememberTokensRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly realtime: RealtimePublisher,
  ) {}

  listOf(userId: string, page: PageQuery): Promise<[Session[], number]> {
    return this.sessions.pageOf(userId, page);
  }

  /** Throws NotFoundError unless it is a live session of this person. */
  async end(userId: string, sessionId: string): Promise<void> {
    if (!(await this.endIfLive(userId, sessionId))) throw new NotFoundError('Session', sessionId);
  }

  /** False when there was nothing to end. Of several callers at once, one gets true. */
  async endIfLive(userId: string, sessionId: string): Promise<boolean> {
    return this.uow.run(async () => {
      if (!(await this.sessions.end(userId, sessionId))) return false;
      await this.rememberTokens.deleteOfSession(sessionId);
      await this.announce(userId, [sessionId]);
      return true;
    });
  }

  /** Ends every session of a person, and every browser's right to open the next; says how many were live. */
  async endAllOf(userId: string, exceptSessionId: string | null = null): Promise<number> {
    return this.uow.run(async () => {
      const ended = await this.sessions.endAllOf(userId, exceptSessionId);
      await this.rememberTokens.deleteAllOf(userId, exceptSessionId);
      await this.announce(userId, ended);
      return ended.length;
    });
  }

  /** Ends what one browser's chain of remember tokens has opened, and the chain. */
  async endSeries(userId: string, seriesId: string): Promise<void> {
    await this.uow.run(async () => {
      const ended = await this.sessions.endSeries(userId, seriesId);
      await this.rememberTokens.deleteSeries(seriesId);
      await this.announce(userId, ended);
    });
  }

  private async announce(userId: string, sessionIds: string[]): Promise<void> {
    const action = currentContext().actor_id === userId ? 'user_logged_out' : 'session_revoked';
    for (const sessionId of sessionIds) {
      await this.outbox.record('session.ended', { user_id: userId, session_id: sessionId });
      await this.audit.record({
        action,
        resource: 'session',
        resourceId: sessionId,
        newValue: { user_id: userId },
      });
    }
    await this.uow.afterCommit(() => this.realtime.accessChanged(userId));
  }
}
