import { Injectable } from '@nestjs/common';
import { requireSession } from '../../../common/access/actor.js';
import type { Actor } from '../../../common/access/actor.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { InvalidTokenError, NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { Outbox } from '../../../common/events/outbox.js';
import { SignInThrottle } from '../../../common/limits/sign-in-throttle.js';
import { currentOrigin } from '../../../common/logging/request-context.js';
import { AuditLog } from '../../audit/index.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { User } from '../user.entity.js';
import { UsersRepository } from '../users.repository.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';
import { CurrentPasswordInvalidError } from './passwords.errors.js';
import { temporaryPassword } from './temporary-password.js';

const isWrongPassword = (error: unknown) => error instanceof CurrentPasswordInvalidError;

@Injectable()
export class PasswordsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly policy: PasswordPolicy,
    private readonly throttle: SignInThrottle,
  ) {}

  /** Keeps the caller's session and ends the others, with what lets their browsers sign in again. Wrong guesses have to wait. */
  async change(actor: Actor, currentPassword: string, newPassword: string): Promise<void> {
    const sessionId = requireSession(actor);
    const user = await this.users.findWithPassword(actor.id);
    if (!user) throw new InvalidTokenError();
    const presentHash = await this.confirm(user, currentPassword);
    this.policy.refuseWeak('new_password', newPassword, user);
    if (newPassword === currentPassword)
      throw new ValidationError('new_password must differ from the current one', { field: 'new_password' });
    const passwordHash = await this.hasher.hash(newPassword);
    await this.uow.run(async () => {
      const isUnchanged = await this.users.lockIfUnchanged(user.id, presentHash);
      if (!isUnchanged) throw new CurrentPasswordInvalidError();
      await this.store(user.id, passwordHash, false);
      await this.note('password_changed', user.id, await this.sessions.endAllOf(user.id, sessionId));
    });
  }

  /**
   * Sets a temporary password and returns it: the only time that it is known. Ends every session; the next one may do
   * nothing but choose a new password. Joins the open transaction if there is one.
   */
  async resetByAdmin(userId: string): Promise<string> {
    const temporary = temporaryPassword();
    const passwordHash = await this.hasher.hash(temporary);
    await this.uow.run(async () => {
      await this.store(userId, passwordHash, true);
      await this.note('password_reset', userId, await this.sessions.endAllOf(userId));
    });
    return temporary;
  }

  /** The hash of the current password. Slows down like a sign-in: else a stolen session could be used to guess it. */
  private confirm(user: User, password: string): Promise<string> {
    const check = async () => {
      const { passwordHash } = user;
      const isRight = await this.hasher.verify(passwordHash, password);
      if (passwordHash !== null && isRight) return passwordHash;
      await this.audit.recordAlone({
        action: 'password_change_failed',
        resource: 'user',
        resourceId: user.id,
      });
      throw new CurrentPasswordInvalidError();
    };
    return this.throttle.attempt(user.username, currentOrigin().ipAddress, check, isWrongPassword);
  }

  private async store(userId: string, passwordHash: string, isTemporary: boolean): Promise<void> {
    const isKnown = await this.users.setPassword(userId, passwordHash, isTemporary);
    if (!isKnown) throw new NotFoundError('User', userId);
    await this.outbox.record('user.password_changed', { user_id: userId });
  }

  private note(action: string, resourceId: string, endedSessions: number): Promise<void> {
    const newValue = { ended_sessions: endedSessions };
    return this.audit.record({ action, resource: 'user', resourceId, newValue });
  }
}
