import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { Role } from '../../common/access/role.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { InvalidTokenError } from '../../common/errors/common.errors.js';
import { Outbox } from '../../common/events/outbox.js';
import { currentOrigin } from '../../common/logging/request-context.js';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.js';
import { CredentialsInvalidError, UserExistsError } from './auth.errors.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionsRepository } from './sessions.repository.js';
import type { LiveSession } from './sessions.repository.js';
import { UserStatus } from './user.entity.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** Documented life of a refresh token. */
const REFRESH_TOKEN_MS = 7 * 24 * 3600 * 1000;

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface SignedIn {
  readonly user: Pick<User, 'id' | 'username' | 'email'>;
  readonly tokens: TokenPair;
}

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly hasher: PasswordHasher,
    private readonly tokens: AccessTokens,
    private readonly outbox: Outbox,
  ) {}

  async register({ username, email, password }: Registration): Promise<SignedIn> {
    const passwordHash = await this.hasher.hash(password);
    const user = { id: randomUUID(), username, email, role: Role.User };
    const { session, refreshToken } = await this.uow.run(async () => {
      if (!(await this.users.insertIfNew({ ...user, passwordHash }))) throw new UserExistsError();
      await this.outbox.record('user.registered', { user_id: user.id, username });
      return this.openSession(user);
    });
    return { user, tokens: await this.pair(session, refreshToken) };
  }

  async login(username: string, password: string): Promise<SignedIn> {
    const user = await this.users.findForSignIn(username);
    const isRight = await this.hasher.verify(user?.passwordHash, password);
    if (!user || !isRight || user.status !== UserStatus.Active) throw new CredentialsInvalidError();
    const { session, refreshToken } = await this.uow.run(() => this.openSession(user));
    return { user, tokens: await this.pair(session, refreshToken) };
  }

  /** One use per refresh token: a second one means that it was copied, and ends the session for both holders. */
  async refresh(refreshToken: string): Promise<TokenPair> {
    const outcome = await this.uow.run(async () => {
      const used = await this.sessions.consumeRefreshToken(refreshToken);
      if (used.kind === 'reused') {
        await this.sessions.revoke(used.sessionId);
        await this.outbox.record('session.compromised', { session_id: used.sessionId });
      }
      if (used.kind !== 'rotated') return null;
      const next = await this.sessions.issueRefreshToken(used.session.sessionId, refreshExpiry());
      return { session: used.session, next };
    });
    if (!outcome) throw new InvalidTokenError('The refresh token is invalid, expired or was used before');
    return this.pair(outcome.session, outcome.next);
  }

  async logout(actor: Actor): Promise<void> {
    await this.uow.run(async () => {
      await this.sessions.revoke(actor.sessionId);
      await this.outbox.record('session.ended', { user_id: actor.id, session_id: actor.sessionId });
    });
  }

  private async openSession(user: Pick<User, 'id' | 'username' | 'role'>) {
    const session: LiveSession = {
      sessionId: randomUUID(),
      userId: user.id,
      username: user.username,
      role: user.role,
    };
    const expiresAt = refreshExpiry();
    await this.sessions.insert({ id: session.sessionId, userId: user.id, expiresAt, ...currentOrigin() });
    const refreshToken = await this.sessions.issueRefreshToken(session.sessionId, expiresAt);
    await this.outbox.record('session.started', { user_id: user.id, session_id: session.sessionId });
    return { session, refreshToken };
  }

  private async pair(session: LiveSession, refreshToken: string): Promise<TokenPair> {
    return { accessToken: await this.tokens.sign(session), refreshToken, expiresIn: ACCESS_TOKEN_SECONDS };
  }
}

const refreshExpiry = (): Date => new Date(Date.now() + REFRESH_TOKEN_MS);
