import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Outbox } from '../../../common/events/outbox.js';
import { currentOrigin } from '../../../common/logging/request-context.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { AuditLog } from '../../audit/index.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from '../access-tokens.js';
import type { TokenSubject } from '../access-tokens.js';
import { hashOfSecret, newSecret } from '../token-secret.js';
import { UsersRepository } from '../users.repository.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';
import { RememberTokensRepository } from './remember-tokens.repository.js';
import { SessionsRepository } from './sessions.repository.js';
import type {
  BrowserCookies,
  BrowserWishes,
  IssuedCookie,
  SignedIn,
  SignInMethod,
  SigningInUser,
  TokenPair,
} from './signed-in.js';

const DAY_MS = 24 * 3600 * 1000;
/** Documented life of a remember token. */
const REMEMBER_MS = 90 * DAY_MS;

const inFuture = (milliseconds: number): Date => new Date(Date.now() + milliseconds);

/** Opens sessions for people who have proved who they are, by whatever means. */
@Injectable()
export class SessionIssuer {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly rememberTokens: RememberTokensRepository,
    private readonly accessTokens: AccessTokens,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly settings: SettingsService,
  ) {}

  /** When a session, and the refresh token that prolongs it now, would end: 7 days from now unless an administrator says otherwise. */
  expiry(): Date {
    return inFuture(this.settings.get(SETTINGS.security.session_days) * DAY_MS);
  }

  /** Joins the open transaction if there is one. `browser` null: tokens only. */
  async open(user: SigningInUser, method: SignInMethod, browser: BrowserWishes | null): Promise<SignedIn> {
    const sessionId = randomUUID();
    const { refreshToken, cookies } = await this.uow.run(async () => {
      await this.users.noteSignIn(user.id);
      const stored = await this.store(user, sessionId, browser);
      await this.outbox.record('session.started', { user_id: user.id, session_id: sessionId });
      await this.audit.record({
        action: 'user_logged_in',
        resource: 'session',
        resourceId: sessionId,
        newValue: { method, username: user.username, is_remembered: browser?.remember ?? false },
        userId: user.id,
      });
      return stored;
    });
    const tokens = await this.pair({ userId: user.id, sessionId, role: user.role }, refreshToken);
    return { user, sessionId, tokens, cookies };
  }

  async pair(subject: TokenSubject, refreshToken: string): Promise<TokenPair> {
    const accessToken = await this.accessTokens.sign(subject);
    return { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS };
  }

  private async store({ id: userId }: SigningInUser, id: string, browser: BrowserWishes | null) {
    const expiresAt = this.expiry();
    const session = browser ? { value: newSecret(), expiresAt } : null;
    const seriesId = browser?.remember ? (browser.seriesId ?? randomUUID()) : null;
    await this.sessions.insert({
      id,
      userId,
      expiresAt,
      cookieHash: session && hashOfSecret(session.value),
      rememberSeriesId: seriesId,
      ...currentOrigin(),
    });
    const remember = seriesId === null ? null : await this.remember(userId, seriesId);
    const cookies: BrowserCookies | null = session && { session, remember };
    return { refreshToken: await this.refreshTokens.issue(id, expiresAt), cookies };
  }

  private async remember(userId: string, seriesId: string): Promise<IssuedCookie> {
    const expiresAt = inFuture(REMEMBER_MS);
    return { value: await this.rememberTokens.issue(userId, seriesId, expiresAt), expiresAt };
  }
}
