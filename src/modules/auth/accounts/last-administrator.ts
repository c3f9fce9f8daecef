import { Injectable } from '@nestjs/common';
import { Role } from '../../../common/access/role.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { UserStatus } from '../user.entity.js';
import { LastAdministratorError } from './accounts.errors.js';

/** Keeps at least one active administrator, whoever takes rights away at the same time. */
@Injectable()
export class LastAdministrator {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * To be called inside the transaction, before the account is read: from then on changes of administrators come one
   * after the other, and each sees what the one before left.
   */
  async lock(): Promise<void> {
    await this.uow.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('administrators', 0))`);
  }

  /** Throws LastAdministratorError unless another account would still be an active administrator. Needs the lock. */
  async requireAnother(userId: string): Promise<void> {
    const others = await this.uow.manager.query<unknown[]>(
      'SELECT 1 FROM app_user WHERE role = $1 AND status = $2 AND id <> $3 LIMIT 1',
      [Role.Admin, UserStatus.Active, userId],
    );
    if (others.length === 0) throw new LastAdministratorError();
  }
}
