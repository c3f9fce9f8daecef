import { Injectable } from '@nestjs/common';
import type { FindOptionsWhere } from 'typeorm';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { ProfileRules, QualityPreference } from '../scoring/profiles.js';
import { QualityProfile } from './quality-profile.entity.js';

/** A profile as people write it. */
export interface ProfileDraft extends ProfileRules {
  readonly name: string;
}

@Injectable()
export class QualityProfilesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(QualityProfile);
  }

  /** The built-in ones first, then by name. */
  page(offset: number, limit: number): Promise<[QualityProfile[], number]> {
    return this.rows
      .createQueryBuilder('profile')
      .orderBy('profile.key', 'ASC', 'NULLS LAST')
      .addOrderBy('profile.name', 'ASC')
      .addOrderBy('profile.id', 'ASC')
      .offset(offset)
      .limit(limit)
      .getManyAndCount();
  }

  findById(id: string): Promise<QualityProfile | null> {
    return this.rows.findOneBy({ id });
  }

  /** The built-in one that this preference stands for; it can't be deleted. */
  findBuiltIn(key: QualityPreference): Promise<QualityProfile> {
    return this.rows.findOneByOrFail({ key });
  }

  /** Holds the profile until the transaction ends: it is changed by one at a time. */
  lock(id: string): Promise<QualityProfile | null> {
    return this.rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Keeps the profile from being deleted until the transaction ends, so that a row may point to it. */
  keep(where: FindOptionsWhere<QualityProfile>): Promise<QualityProfile | null> {
    return this.rows.findOne({ where, lock: { mode: 'for_key_share' } });
  }

  /** Null when the name is taken: the unique index decides. */
  async insertIfNew(id: string, draft: ProfileDraft): Promise<QualityProfile | null> {
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values({ id, key: null, ...toColumns(draft) })
      .orIgnore()
      .returning('id')
      .execute();
    return Array.isArray(raw) && raw.length > 0 ? this.rows.findOneByOrFail({ id }) : null;
  }

  /** Throws the unique violation when the name is taken. */
  async update(id: string, draft: ProfileDraft): Promise<QualityProfile> {
    await this.rows.update({ id }, { ...toColumns(draft), updatedAt: new Date() });
    return this.rows.findOneByOrFail({ id });
  }

  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }
}

const toColumns = (draft: ProfileDraft) => ({
  name: draft.name,
  qualities: [...draft.qualities],
  cutoff: draft.cutoff,
  isUpgradeAllowed: draft.isUpgradeAllowed,
  sizeLimits: [...draft.sizeLimits],
  preferredTerms: [...draft.preferredTerms],
  rejectedTerms: [...draft.rejectedTerms],
  languages: [...draft.languages],
  minSeeders: draft.minSeeders,
  preferredCodecs: [...draft.preferredCodecs],
});
