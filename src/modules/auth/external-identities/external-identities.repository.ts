import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { offsetOf } from '../../../common/http/paging.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { ExternalIdentity } from './external-identity.entity.js';
import type { ExternalProfile } from './external-profile.js';

type Key = Pick<ExternalIdentity, 'provider' | 'issuer' | 'subject'>;
export type NewIdentity = Omit<ExternalIdentity, 'user' | 'createdAt' | 'lastUsedAt'>;

@Injectable()
export class ExternalIdentitiesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(ExternalIdentity);
  }

  /** Has everyone else with this profile wait until the transaction ends: of two first sign-ins, one makes the account. */
  async lock({ provider, issuer, subject }: Key): Promise<ExternalIdentity | null> {
    const name = JSON.stringify(['external_identity', provider, issuer, subject]);
    await this.uow.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    return this.rows.findOneBy({ provider, issuer, subject });
  }

  /** False when this person or this profile is linked already: the unique indexes decide. */
  async insertIfNew(identity: NewIdentity): Promise<boolean> {
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values({ ...identity, lastUsedAt: () => 'now()' })
      .orIgnore()
      .returning('id')
      .execute();
    return Array.isArray(raw) && raw.length > 0;
  }

  async noteUse(id: string, { username, email }: ExternalProfile, sealedToken: string | null): Promise<void> {
    await this.rows.update({ id }, { username, email, sealedToken, lastUsedAt: new Date() });
  }

  pageOf(userId: string, page: PageQuery): Promise<[ExternalIdentity[], number]> {
    return this.rows.findAndCount({
      where: { userId },
      order: { createdAt: 'ASC', id: 'ASC' },
      skip: offsetOf(page),
      take: page.limit,
    });
  }

  allOf(userId: string): Promise<ExternalIdentity[]> {
    return this.rows.findBy({ userId });
  }

  findById(id: string): Promise<ExternalIdentity> {
    return this.rows.findOneByOrFail({ id });
  }

  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }
}
