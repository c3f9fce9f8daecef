import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { offsetOf } from '../../../common/http/paging.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { User } from '../user.entity.js';
import { AccountSort } from './account-filter.js';
import type { AccountFilter, AccountOrder } from './account-filter.js';

/** `role` by rank, so that administrators stand together at one end. */
const SORTED_BY: Readonly<Record<AccountSort, string>> = {
  [AccountSort.CreatedAt]: 'user.created_at',
  [AccountSort.LastLoginAt]: 'user.last_login_at',
  [AccountSort.Username]: 'lower(user.username)',
  [AccountSort.Role]: `array_position(ARRAY['user', 'moderator', 'admin'], user.role)`,
  [AccountSort.Status]: 'user.status',
};

const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

@Injectable()
export class AccountsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(User);
  }

  async page(
    filter: AccountFilter,
    { by, direction }: AccountOrder,
    page: PageQuery,
  ): Promise<[User[], number]> {
    const query = this.matching(filter);
    const total = await query.clone().getCount();
    const users = await query
      .addSelect(SORTED_BY[by], 'sorted_by')
      .orderBy('sorted_by', direction, 'NULLS LAST')
      .addOrderBy('user.id')
      .offset(offsetOf(page))
      .limit(page.limit)
      .getMany();
    return [users, total];
  }

  find(id: string): Promise<User | null> {
    return this.rows.findOneBy({ id });
  }

  findOrFail(id: string): Promise<User> {
    return this.rows.findOneByOrFail({ id });
  }

  /** Until the transaction ends nobody signs in to it, changes it, or adds rows that belong to it. */
  lock(id: string): Promise<User | null> {
    return this.rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async change(id: string, changes: Partial<Pick<User, 'role' | 'status'>>): Promise<User> {
    await this.rows.update({ id }, changes);
    return this.findOrFail(id);
  }

  /** With everything that belongs to it: the foreign keys cascade. */
  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  private matching({
    role,
    status,
    search,
    createdFrom,
    createdTo,
  }: AccountFilter): SelectQueryBuilder<User> {
    const query = this.rows.createQueryBuilder('user').where('true');
    if (role !== undefined) query.andWhere('user.role = :role', { role });
    if (status !== undefined) query.andWhere('user.status = :status', { status });
    if (createdFrom) query.andWhere('user.createdAt >= :createdFrom', { createdFrom });
    if (createdTo) query.andWhere('user.createdAt < :createdTo', { createdTo });
    if (search !== undefined)
      query.andWhere('(user.username ILIKE :pattern OR user.email ILIKE :pattern)', {
        pattern: likePattern(search),
      });
    return query;
  }
}
