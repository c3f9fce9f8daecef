import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { User } from './user.entity.js';

export type NewUser = Pick<User, 'id' | 'username' | 'email' | 'passwordHash' | 'role'>;

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
    return this.uow
      .repository(User)
      .createQueryBuilder('user')
      .addSelect('user.passwordHash')
      .where('lower(user.username) = lower(:username)', { username })
      .getOne();
  }
}
