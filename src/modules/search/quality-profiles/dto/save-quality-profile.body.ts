import {
  EnumField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TextListField,
} from '../../../../common/http/fields.js';
import { Quality } from '../../scoring/quality.js';
import type { ProfileDraft } from '../quality-profiles.repository.js';
import * as fields from './quality-profile.fields.js';

/** Everything that a profile says: what is left out becomes its default. */
export class SaveQualityProfileBody {
  @TextField({
    max: 100,
    trim: true,
    description: 'Name, unique regardless of case',
    example: 'Living room',
  })
  name: string;

  @TextListField({
    maxItems: fields.MAX_SIZE_LIMITS,
    maxLength: 32,
    enum: Quality,
    enumName: 'Quality',
    description: 'Allowed qualities, best first; what is not listed is refused',
    example: [Quality.Bluray1080p, Quality.Web1080p, Quality.Bluray720p],
  })
  qualities: Quality[];

  @EnumField({
    enum: Quality,
    enumName: 'Quality',
    description: 'One of qualities: from here on a quality is good enough',
    example: Quality.Web1080p,
  })
  cutoff: Quality;

  @FlagField({
    default: true,
    description: 'Whether what is there may be replaced by something better, up to the cutoff',
  })
  upgrade_allowed: boolean = true;

  @ObjectField({
    type: () => fields.SizeLimitFields,
    isArray: true,
    maxItems: fields.MAX_SIZE_LIMITS,
    default: [],
    description: 'Bounds of sizes, one entry a quality; what is outside is refused',
  })
  size_limits: fields.SizeLimitFields[] = [];

  @ObjectField({
    type: () => fields.PreferredTermFields,
    isArray: true,
    maxItems: fields.MAX_TERMS,
    default: [],
    description: 'Words in names that make a release better, or worse',
  })
  preferred_terms: fields.PreferredTermFields[] = [];

  @TextListField({
    maxItems: fields.MAX_TERMS,
    maxLength: fields.MAX_TERM_LENGTH,
    default: [],
    description: 'Words in names by which a release is refused, written as preferred_terms are',
    example: ['HDCAM'],
  })
  rejected_terms: string[] = [];

  @TextListField({
    maxItems: 30,
    maxLength: 8,
    default: [],
    description: 'Languages, ISO 639-1, or original; empty allows all',
    example: ['original', 'de'],
  })
  @fields.LanguageItems()
  languages: string[] = [];

  @IntField({
    min: 0,
    max: 100_000,
    default: 0,
    description: 'Fewest seeders; a release whose seeders nobody tells is not refused',
    example: 1,
  })
  min_seeders: number = 0;

  @TextListField({
    maxItems: 10,
    maxLength: 16,
    enum: fields.Codec,
    enumName: 'VideoCodec',
    default: [],
    description: 'Codecs that are better than others, best first',
    example: ['h265'],
  })
  preferred_codecs: string[] = [];
}

export const toProfileDraft = (body: SaveQualityProfileBody): ProfileDraft => ({
  name: body.name,
  qualities: body.qualities,
  cutoff: body.cutoff,
  isUpgradeAllowed: body.upgrade_allowed,
  sizeLimits: body.size_limits.map((limit) => ({
    quality: limit.quality,
    minMbPerMinute: limit.min_mb_per_minute ?? null,
    maxMbPerMinute: limit.max_mb_per_minute ?? null,
  })),
  preferredTerms: body.preferred_terms.map(({ term, points }) => ({ term, points })),
  rejectedTerms: body.rejected_terms.map((term) => term.trim()),
  languages: body.languages,
  minSeeders: body.min_seeders,
  preferredCodecs: body.preferred_codecs,
});
