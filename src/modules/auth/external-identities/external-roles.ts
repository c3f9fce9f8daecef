import { Injectable } from '@nestjs/common';
import type { Role } from '../../../common/access/role.js';
import { AuditLog } from '../../audit/index.js';
import { LastAdministratorError } from '../accounts/accounts.errors.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { UsersRepository } from '../users.repository.js';

/** Gives people the role that their issuer says they have. */
@Injectable()
export class ExternalRoles {
  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
  ) {}

  /** Belongs into the transaction of the sign-in. The last administrator stays one, whatever the issuer says. */
  async apply(userId: string, wanted: Role | null): Promise<void> {
    const user = await this.users.findToSignIn(userId);
    if (wanted === null || !user || user.role === wanted) return;
    try {
      await this.accounts.changeRole(userId, wanted);
    } catch (error) {
      if (!(error instanceof LastAdministratorError)) throw error;
      await this.audit.record({
        action: 'user_role_kept',
        resource: 'user',
        resourceId: userId,
        oldValue: { role: user.role },
        newValue: { role: wanted, reason: error.code },
      });
    }
  }
}
