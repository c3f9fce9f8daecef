import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { User, UserStatus } from './user.entity.js';

export type NewUser = Pick<User, 'id' | 'username' | 'email' | 'passwordHash' | 'role'> &
  Partial<Pick<User, 'requiresPasswordChange'>>;

@Injectable()
export class UsersRepository {
  constructor(private readonly uow: UnitOfWork) {}

  /** False when the name or the address is taken: the unique indexes decide. */
  async insertIfNew(user: NewUser): Promise<boolean> {
    const { raw } = await this.uow.manager
      .createQueryBuilder()
      .insert()
      .into(User)
      .values(user)
      .orIgnore()
      .returning('id')
      .execute();
    return Array.isArray(raw) && raw.length > 0;
  }

  /** With the password hash, which is not selected otherwise. Names are compared regardless of case. */
  findForSignIn(username: string): Promise<User | null> {
    return this.withPassword().where('lower(user.username) = lower(:username)', { username }).getOne();
  }

  findWithPassword(id: string): Promise<User | null> {
    return this.withPassword().where('user.id = :id', { id }).getOne();
  }

  /** Null unless the account may sign in. */
  findToSignIn(id: string): Promise<User | null> {
    return this.uow.repository(User).findOneBy({ id, status: UserStatus.Active });
  }

  /**
   * Locks the account until the transaction ends, so that no sign-in slips past a change of the password or status.
   * False when it is no longer active, or has another password by now.
   */
  async lockIfUnchanged(id: string, passwordHash: string): Promise<boolean> {
    const rows = await this.uow.manager.query<unknown[]>(
      `SELECT 1 FROM app_user WHERE id = $1 AND password_hash = $2 AND status = 'active' FOR NO KEY UPDATE`,
      [id, passwordHash],
    );
    return rows.length > 0;
  }

  /** As `findToSignIn`, and locks the account until the transaction ends: its status can't change before that. */
  lockActive(id: string): Promise<User | null> {
    return this.uow
      .repository(User)
      .createQueryBuilder('user')
      .setLock('for_no_key_update')
      .where('user.id = :id AND user.status = :status', { id, status: UserStatus.Active })
      .getOne();
  }

  async noteSignIn(id: string): Promise<void> {
    await this.uow.manager.query('UPDATE app_user SET last_login_at = now() WHERE id = $1', [id]);
  }

  /** False when there is no such account. */
  async setPassword(id: string, passwordHash: string, requiresPasswordChange: boolean): Promise<boolean> {
    const { affected } = await this.uow.manager.update(
      User,
      { id },
      { passwordHash, requiresPasswordChange },
    );
    return affected === 1;
  }

  private withPassword() {
    return this.uow.repository(User).createQueryBuilder('user').addSelect('user.passwordHash');
  }
}
