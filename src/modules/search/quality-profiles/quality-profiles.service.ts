import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isUniqueViolation } from '../../../common/database/postgres-errors.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { offsetOf } from '../../../common/http/paging.js';
import type { PageQuery } from '../../../common/http/paging.js';
import { AuditLog } from '../../audit/index.js';
import { BUILT_IN_RULES } from '../scoring/profiles.js';
import { checkProfile } from './check-profile.js';
import type { QualityProfile } from './quality-profile.entity.js';
import {
  QualityProfileBuiltInError,
  QualityProfileExistsError,
  QualityProfileNotBuiltInError,
} from './quality-profiles.errors.js';
import { QualityProfilesRepository } from './quality-profiles.repository.js';
import type { ProfileDraft } from './quality-profiles.repository.js';

/** Profiles as administrators keep them. Scores that were given stay as they are until a search is scored again. */
@Injectable()
export class QualityProfilesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly profiles: QualityProfilesRepository,
    private readonly audit: AuditLog,
  ) {}

  list(query: PageQuery): Promise<[QualityProfile[], number]> {
    return this.profiles.page(offsetOf(query), query.limit);
  }

  async get(id: string): Promise<QualityProfile> {
    return found(await this.profiles.findById(id), id);
  }

  async create(draft: ProfileDraft): Promise<QualityProfile> {
    checkProfile(draft);
    return this.uow.run(async () => {
      const profile = await this.profiles.insertIfNew(randomUUID(), draft);
      if (!profile) throw new QualityProfileExistsError(draft.name);
      await this.note('quality_profile_created', profile.id, { newValue: toAudit(profile) });
      return profile;
    });
  }

  /** Replaces all that a profile says; a built-in one keeps its key. */
  async update(id: string, draft: ProfileDraft): Promise<QualityProfile> {
    checkProfile(draft);
    return this.change('quality_profile_updated', id, () => draft);
  }

  /** Makes a built-in profile what it was when it was delivered, except for its name. */
  reset(id: string): Promise<QualityProfile> {
    return this.change('quality_profile_reset', id, ({ key, name }) => {
      if (key === null) throw new QualityProfileNotBuiltInError();
      return { ...BUILT_IN_RULES[key], name };
    });
  }

  /** Searches that were scored by it fall back to the built-in profile of their preference. */
  async delete(id: string): Promise<void> {
    await this.uow.run(async () => {
      const profile = found(await this.profiles.lock(id), id);
      if (profile.key !== null) throw new QualityProfileBuiltInError(profile.key);
      await this.profiles.delete(id);
      await this.note('quality_profile_deleted', id, { oldValue: toAudit(profile) });
    });
  }

  private async change(
    action: string,
    id: string,
    draftOf: (before: QualityProfile) => ProfileDraft,
  ): Promise<QualityProfile> {
    let name: string | undefined;
    try {
      return await this.uow.run(async () => {
        const before = found(await this.profiles.lock(id), id);
        const draft = draftOf(before);
        name = draft.name;
        const after = await this.profiles.update(id, draft);
        await this.note(action, id, { oldValue: toAudit(before), newValue: toAudit(after) });
        return after;
      });
    } catch (error) {
      if (isUniqueViolation(error, 'ux_quality_profile_name')) throw new QualityProfileExistsError(name);
      throw error;
    }
  }

  private note(action: string, id: string, values: { oldValue?: object; newValue?: object }): Promise<void> {
    return this.audit.record({ action, resource: 'quality_profile', resourceId: id, ...values });
  }
}

function found(profile: QualityProfile | null, id: string): QualityProfile {
  if (!profile) throw new NotFoundError('Quality profile', id);
  return profile;
}

const toAudit = (profile: QualityProfile): object => ({
  name: profile.name,
  qualities: profile.qualities,
  cutoff: profile.cutoff,
  upgrade_allowed: profile.isUpgradeAllowed,
  size_limits: profile.sizeLimits.map((limit) => ({
    quality: limit.quality,
    min_mb_per_minute: limit.minMbPerMinute,
    max_mb_per_minute: limit.maxMbPerMinute,
  })),
  preferred_terms: profile.preferredTerms,
  rejected_terms: profile.rejectedTerms,
  languages: profile.languages,
  min_seeders: profile.minSeeders,
  preferred_codecs: profile.preferredCodecs,
});
