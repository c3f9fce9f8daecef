import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AdminIpRule } from './admin-ip-rule.entity.js';

export type NewAdminIpRule = Pick<AdminIpRule, 'id' | 'cidr' | 'description' | 'createdBy'>;

@Injectable()
export class AdminIpRulesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(AdminIpRule);
  }

  /** One change of the list at a time, until the transaction ends: two at once could lock out both authors. */
  async lock(): Promise<void> {
    await this.uow.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('admin ip rules', 0))`);
  }

  /** Null when the range is listed: the unique index decides. */
  async insertIfNew(rule: NewAdminIpRule): Promise<AdminIpRule | null> {
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values(rule)
      .orIgnore()
      .returning('id')
      .execute();
    return Array.isArray(raw) && raw.length > 0 ? this.rows.findOneByOrFail({ id: rule.id }) : null;
  }

  findById(id: string): Promise<AdminIpRule | null> {
    return this.rows.findOneBy({ id });
  }

  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  page(offset: number, limit: number): Promise<[AdminIpRule[], number]> {
    return this.rows.findAndCount({ order: { createdAt: 'ASC', id: 'ASC' }, skip: offset, take: limit });
  }

  async allCidrs(): Promise<string[]> {
    const rules = await this.rows.find({ select: { id: true, cidr: true } });
    return rules.map(({ cidr }) => cidr);
  }
}
