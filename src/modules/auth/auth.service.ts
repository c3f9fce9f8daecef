import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireSession } from '../../common/access/actor.js';
import type { Actor } from '../../common/access/actor.js';
import { Role } from '../../common/access/role.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Outbox } from '../../common/events/outbox.js';
import { SignInThrottle } from '../../common/limits/sign-in-throttle.js';
import { currentOrigin } from '../../common/logging/request-context.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { AuditLog } from '../audit/index.js';
import { CredentialsInvalidError, UserExistsError } from './auth.errors.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordPolicy } from './passwords/password-policy.js';
import { SessionIssuer } from './sessions/session-issuer.js';
import { SessionsService } from './sessions/sessions.service.js';
import type { BrowserWishes, SignedIn } from './sessions/signed-in.js';
import { UserStatus } from './user.entity.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

export interface Registration {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** Accounts with a password: making them, signing in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly issuer: SessionIssuer,
    private readonly sessions: SessionsService,
    private readonly throttle: SignInThrottle,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly policy: PasswordPolicy,
    private readonly settings: SettingsService,
  ) {}

  /** Throws FeatureDisabledError while people may not register by themselves. */
  async register({ username, email, password }: Registration): Promise<SignedIn> {
    this.settings.requireFeature(SETTINGS.features.registration_enabled);
    this.policy.refuseWeak('password', password, { username, email });
    const passwordHash = await this.hasher.hash(password);
    const user = { id: randomUUID(), username, email, role: Role.User };
    return this.uow.run(async () => {
      if (!(await this.users.insertIfNew({ ...user, passwordHash }))) throw new UserExistsError();
      await this.outbox.record('user.registered', { user_id: user.id, username });
      await this.audit.record({
        action: 'user_registered',
        resource: 'user',
        resourceId: user.id,
        newValue: { username, email, role: user.role },
        userId: user.id,
      });
      return this.issuer.open({ ...user, requiresPasswordChange: false }, 'registration', null);
    });
  }

  /** Who fails has to wait longer each time (RateLimitedError). */
  login(username: string, password: string, browser: BrowserWishes | null): Promise<SignedIn> {
    const { ipAddress } = currentOrigin();
    return this.throttle.attempt(username, ipAddress, () => this.signIn(username, password, browser));
  }

  async logout(actor: Actor): Promise<void> {
    await this.sessions.endIfLive(actor.id, requireSession(actor));
  }

  async logoutAll(actor: Actor): Promise<void> {
    await this.sessions.endAllOf(actor.id);
  }

  private async signIn(username: string, password: string, browser: BrowserWishes | null): Promise<SignedIn> {
    const user = await this.users.findForSignIn(username);
    const passwordHash = user?.passwordHash ?? null;
    const isRight = await this.hasher.verify(passwordHash, password);
    if (!user || passwordHash === null || !isRight || user.status !== UserStatus.Active)
      return this.refuse(user);
    const signedIn = await this.uow.run(async () => {
      const isUnchanged = await this.users.lockIfUnchanged(user.id, passwordHash);
      return isUnchanged ? this.issuer.open(user, 'password', browser) : null;
    });
    return signedIn ?? this.refuse(user);
  }

  /** What names no account is not kept: people type their password there by mistake. */
  private async refuse(user: User | null): Promise<never> {
    await this.audit.recordAlone({
      action: 'login_failed',
      resource: 'user',
      resourceId: user?.id ?? null,
      newValue: user && { username: user.username },
      userId: null,
    });
    throw new CredentialsInvalidError();
  }
}
