import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/role.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Outbox } from '../../../common/events/outbox.js';
import { AuditLog } from '../../audit/index.js';
import { UserExistsError } from '../auth.errors.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordPolicy } from '../passwords/password-policy.js';
import { temporaryPassword } from '../passwords/temporary-password.js';
import type { User } from '../user.entity.js';
import { UsersRepository } from '../users.repository.js';
import { AccountsRepository } from './accounts.repository.js';

export interface NewAccount {
  readonly username: string;
  readonly email: string | null;
  readonly role: Role;
  /** Null: one is made up, which is temporary in any case. */
  readonly password: string | null;
  /** The password is good for choosing one's own only. */
  readonly requiresPasswordChange: boolean;
}

/** Accounts that an administrator makes for others; also while registration is off. */
@Injectable()
export class AccountCreation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
    private readonly accounts: AccountsRepository,
    private readonly hasher: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** The made-up password is in the answer and nowhere else. Throws ValidationError, UserExistsError. */
  async create(account: NewAccount): Promise<{ user: User; temporaryPassword: string | null }> {
    const { username, email, role } = account;
    if (account.password !== null) this.policy.refuseWeak('password', account.password, { username, email });
    const password = account.password ?? temporaryPassword();
    const temporary = account.password === null ? password : null;
    const passwordHash = await this.hasher.hash(password);
    const user = await this.uow.run(async () => {
      const id = randomUUID();
      const requiresPasswordChange = temporary !== null || account.requiresPasswordChange;
      const row = { id, username, email, role, passwordHash, requiresPasswordChange };
      if (!(await this.users.insertIfNew(row))) throw new UserExistsError();
      await this.outbox.record('user.registered', { user_id: id, username });
      await this.audit.record({
        action: 'user_created',
        resource: 'user',
        resourceId: id,
        newValue: { username, email, role, requires_password_change: requiresPasswordChange },
      });
      return this.accounts.findOrFail(id);
    });
    return { user, temporaryPassword: temporary };
  }
}
