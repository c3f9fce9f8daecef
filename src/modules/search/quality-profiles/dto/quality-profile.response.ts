import {
  EnumField,
  FlagField,
  IntField,
  NumberField,
  ObjectField,
  TextField,
  TextListField,
  TimeField,
  UuidField,
} from '../../../../common/http/fields.js';
import { pageOf } from '../../../../common/http/paging.js';
import { QualityPreference } from '../../scoring/profiles.js';
import { Quality } from '../../scoring/quality.js';
import type { QualityProfile } from '../quality-profile.entity.js';
import * as fields from './quality-profile.fields.js';

export class SizeLimitResponse {
  @EnumField({ enum: Quality, enumName: 'Quality', description: 'Quality', example: Quality.Web1080p })
  quality: Quality;

  @NumberField({
    min: 0,
    max: 100_000,
    nullable: true,
    description: 'Least megabytes (10⁶ bytes) a minute; null is no bound',
    example: null,
  })
  min_mb_per_minute: number | null;

  @NumberField({
    min: 0,
    max: 100_000,
    nullable: true,
    description: 'Most megabytes (10⁶ bytes) a minute; null is no bound',
    example: 125,
  })
  max_mb_per_minute: number | null;
}

export class PreferredTermResponse {
  @TextField({ max: fields.MAX_TERM_LENGTH, description: 'Words, with * for any letters', example: 'HDR10*' })
  term: string;

  @IntField({ min: -50, max: 50, description: 'What it adds to the score', example: 5 })
  points: number;
}

export class QualityProfileResponse {
  @UuidField({
    description: 'To be given as quality_profile_id',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  id: string;

  @EnumField({
    enum: QualityPreference,
    enumName: 'QualityPreference',
    nullable: true,
    description: 'The quality_preference that stands for it; null unless it is built in',
    example: 'medium',
  })
  key: QualityPreference | null;

  @TextField({ max: 100, description: 'Name', example: 'Medium' })
  name: string;

  @TextListField({
    maxItems: fields.MAX_SIZE_LIMITS,
    maxLength: 32,
    enum: Quality,
    enumName: 'Quality',
    description: 'Allowed qualities, best first',
    example: [Quality.Web1080p, Quality.Bluray1080p],
  })
  qualities: Quality[];

  @EnumField({
    enum: Quality,
    enumName: 'Quality',
    description: 'From here on a quality is good enough',
    example: Quality.Web1080p,
  })
  cutoff: Quality;

  @FlagField({ description: 'Whether what is there may be replaced by something better', example: true })
  upgrade_allowed: boolean;

  @ObjectField({ type: () => SizeLimitResponse, isArray: true, description: 'Bounds of sizes' })
  size_limits: SizeLimitResponse[];

  @ObjectField({
    type: () => PreferredTermResponse,
    isArray: true,
    description: 'Words that change the score',
  })
  preferred_terms: PreferredTermResponse[];

  @TextListField({
    maxItems: fields.MAX_TERMS,
    maxLength: fields.MAX_TERM_LENGTH,
    description: 'Words by which a release is refused',
    example: [],
  })
  rejected_terms: string[];

  @TextListField({ maxItems: 30, maxLength: 8, description: 'Languages; empty allows all', example: [] })
  languages: string[];

  @IntField({ min: 0, max: 100_000, description: 'Fewest seeders', example: 0 })
  min_seeders: number;

  @TextListField({
    maxItems: 10,
    maxLength: 16,
    enum: fields.Codec,
    enumName: 'VideoCodec',
    description: 'Codecs that are better than others, best first',
    example: [],
  })
  preferred_codecs: string[];

  @TimeField({ description: 'When it was made', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({ description: 'When it was last changed', example: '2026-02-15T15:28:37.000Z' })
  updated_at: string;
}

export class QualityProfilePage extends pageOf(QualityProfileResponse, 'QualityProfilePage') {}

export const toQualityProfileResponse = (profile: QualityProfile): QualityProfileResponse => ({
  id: profile.id,
  key: profile.key,
  name: profile.name,
  qualities: profile.qualities,
  cutoff: profile.cutoff,
  upgrade_allowed: profile.isUpgradeAllowed,
  size_limits: profile.sizeLimits.map((limit) => ({
    quality: limit.quality,
    min_mb_per_minute: limit.minMbPerMinute,
    max_mb_per_minute: limit.maxMbPerMinute,
  })),
  preferred_terms: profile.preferredTerms.map(({ term, points }) => ({ term, points })),
  rejected_terms: profile.rejectedTerms,
  languages: profile.languages,
  min_seeders: profile.minSeeders,
  preferred_codecs: profile.preferredCodecs,
  created_at: profile.createdAt.toISOString(),
  updated_at: profile.updatedAt.toISOString(),
});
