import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { InvalidTokenError } from '../../../common/errors/common.errors.js';
import { Outbox } from '../../../common/events/outbox.js';
import { AuditLog } from '../../audit/index.js';
import { UsersRepository } from '../users.repository.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';
import { RememberTokensRepository } from './remember-tokens.repository.js';
import { SessionIssuer } from './session-issuer.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import type { SignedIn, TokenPair } from './signed-in.js';

/**
 * Going on without a password. Refresh and remember tokens are good for one use each: a second one means that the
 * token was copied, and ends the session for both holders.
 */
@Injectable()
export class SessionRenewalService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly rememberTokens: RememberTokensRepository,
    private readonly rows: SessionsRepository,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly issuer: SessionIssuer,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** The next pair of tokens of the same session. */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const renewed = await this.uow.run(async () => {
      const outcome = await this.refreshTokens.consume(refreshToken);
      if (outcome.kind === 'reused') await this.endStolen(outcome.userId, outcome.sessionId);
      if (outcome.kind !== 'rotated') return null;
      const { session } = outcome;
      const expiresAt = this.issuer.expiry();
      await this.rows.extend(session.sessionId, expiresAt);
      await this.note('token_refreshed', session.userId, session.sessionId);
      return { session, next: await this.refreshTokens.issue(session.sessionId, expiresAt) };
    });
    if (!renewed) throw new InvalidTokenError('The refresh token is invalid, expired or was used before');
    return this.issuer.pair(renewed.session, renewed.next);
  }

  /** A new session for the browser that shows its remember token, and the next token. */
  async resume(rememberToken: string): Promise<SignedIn> {
    const signedIn = await this.uow.run(async () => {
      const outcome = await this.rememberTokens.consume(rememberToken);
      if (outcome.kind === 'reused' && !outcome.isFresh)
        await this.endStolenSeries(outcome.userId, outcome.seriesId);
      if (outcome.kind !== 'used') return null;
      const { userId, seriesId } = outcome;
      const user = await this.users.findToSignIn(userId);
      return user && this.issuer.open(user, 'remember_token', { remember: true, seriesId });
    });
    if (!signedIn) throw new InvalidTokenError('The remember token is invalid, expired or was used before');
    return signedIn;
  }

  /** Of many replays, only the first finds something to end. */
  private async endStolen(userId: string, sessionId: string): Promise<void> {
    if (!(await this.sessions.endIfLive(userId, sessionId))) return;
    await this.outbox.record('session.compromised', { user_id: userId, session_id: sessionId });
    await this.note('refresh_token_reused', userId, sessionId);
  }

  private async endStolenSeries(userId: string, seriesId: string): Promise<void> {
    await this.sessions.endSeries(userId, seriesId);
    await this.outbox.record('session.compromised', { user_id: userId, session_id: null });
    await this.note('remember_token_reused', userId, null);
  }

  private note(action: string, userId: string, resourceId: string | null): Promise<void> {
    return this.audit.record({ action, resource: 'session', resourceId, userId });
  }
}
