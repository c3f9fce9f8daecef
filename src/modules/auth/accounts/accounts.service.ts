import { Injectable } from '@nestjs/common';
import { Role } from '../../../common/access/role.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { Outbox } from '../../../common/events/outbox.js';
import { AuditLog } from '../../audit/index.js';
import { RealtimePublisher } from '../../realtime/index.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { UserStatus } from '../user.entity.js';
import type { User } from '../user.entity.js';
import { AccountsRepository } from './accounts.repository.js';
import { LastAdministrator } from './last-administrator.js';

type Apply<T> = (user: User) => Promise<T>;

/** Role, status and end of accounts. What is changed holds with the next request, on every process. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly accounts: AccountsRepository,
    private readonly lastAdministrator: LastAdministrator,
    private readonly sessions: SessionsService,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly realtime: RealtimePublisher,
  ) {}

  async getById(id: string): Promise<User> {
    const user = await this.accounts.find(id);
    if (!user) throw new NotFoundError('User', id);
    return user;
  }

  /** Sessions go on, with the new rights. Throws NotFoundError, LastAdministratorError. */
  changeRole(id: string, role: Role): Promise<User> {
    return this.change(id, async (user) => {
      if (user.role === role) return user;
      if (role !== Role.Admin) await this.keepAnAdministrator(user);
      const changed = await this.accounts.change(id, { role });
      await this.outbox.record('user.role_changed', { user_id: id, role, previous_role: user.role });
      await this.note('user_role_changed', user, { role: user.role }, { role });
      await this.uow.afterCommit(() => this.realtime.accessChanged(id));
      return changed;
    });
  }

  /**
   * Anything but active ends every session and open socket, and refuses API keys until the account is active again.
   * Throws NotFoundError, LastAdministratorError.
   */
  changeStatus(id: string, status: UserStatus, reason: string | null): Promise<User> {
    return this.change(id, async (user) => {
      if (user.status === status) return user;
      if (status !== UserStatus.Active) await this.keepAnAdministrator(user);
      const changed = await this.accounts.change(id, { status });
      const endedSessions = status === UserStatus.Active ? 0 : await this.sessions.endAllOf(id);
      const previous = user.status;
      await this.outbox.record('user.status_changed', { user_id: id, status, previous_status: previous });
      const newValue = { status, reason, ended_sessions: endedSessions };
      await this.note('user_status_changed', user, { status: previous }, newValue);
      return changed;
    });
  }

  /**
   * Deletes the account and everything that belongs to it, in one transaction. `prepare` does in it what has to be done
   * while the rows are still there, and gives the facts that the trail keeps.
   */
  delete<Facts extends object>(
    id: string,
    prepare: Apply<Facts>,
  ): Promise<{ user: User; endedSessions: number; facts: Facts }> {
    return this.change(id, async (user) => {
      await this.keepAnAdministrator(user);
      const facts = await prepare(user);
      const endedSessions = await this.sessions.endAllOf(id);
      await this.accounts.delete(id);
      const { username, email, role, status } = user;
      await this.outbox.record('user.deleted', { user_id: id, username });
      await this.note('user_deleted', user, { username, email, role, status }, facts);
      return { user, endedSessions, facts };
    });
  }

  private change<T>(id: string, apply: Apply<T>): Promise<T> {
    return this.uow.run(async () => {
      await this.lastAdministrator.lock();
      const user = await this.accounts.lock(id);
      if (!user) throw new NotFoundError('User', id);
      return apply(user);
    });
  }

  private async keepAnAdministrator({ id, role, status }: User): Promise<void> {
    if (role === Role.Admin && status === UserStatus.Active) await this.lastAdministrator.requireAnother(id);
  }

  private note(action: string, { id }: User, oldValue: object, newValue: object): Promise<void> {
    return this.audit.record({ action, resource: 'user', resourceId: id, oldValue, newValue });
  }
}
