import { Injectable } from '@nestjs/common';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { QualityPreference } from '../scoring/profiles.js';
import type { QualityProfile } from './quality-profile.entity.js';
import { QualityProfilesRepository } from './quality-profiles.repository.js';

/** What somebody asks to score by: a profile, or one of the built-in ones by its preference. Neither is `any`. */
export interface WantedProfile {
  readonly profileId?: string | undefined;
  readonly preference?: QualityPreference | undefined;
}

/** What a search keeps of that. The preference tells the built-in profile that is used once the profile is gone. */
export interface ChosenProfile {
  readonly qualityProfileId: string | null;
  readonly qualityPreference: QualityPreference;
}

/** Finds the profile that a search is scored by. */
@Injectable()
export class ProfileChoice {
  constructor(private readonly profiles: QualityProfilesRepository) {}

  /** For the open transaction, in which the search is to be stored. Throws NotFoundError for an unknown profile. */
  async choose({ profileId, preference }: WantedProfile): Promise<ChosenProfile> {
    if (profileId !== undefined && preference !== undefined) {
      throw new ValidationError('Give quality_profile_id or quality_preference, not both', {
        field: 'quality_profile_id',
      });
    }
    const key = preference ?? QualityPreference.Any;
    const profile = await this.profiles.keep(profileId === undefined ? { key } : { id: profileId });
    if (!profile && profileId !== undefined) throw new NotFoundError('Quality profile', profileId);
    return { qualityProfileId: profile?.id ?? null, qualityPreference: profile?.key ?? key };
  }

  /** What the search is scored by now. */
  async of(chosen: ChosenProfile): Promise<QualityProfile> {
    const { qualityProfileId: id, qualityPreference } = chosen;
    const profile = id === null ? null : await this.profiles.findById(id);
    return profile ?? this.profiles.findBuiltIn(qualityPreference);
  }
}
