import { EnumField, UuidField } from '../../../common/http/fields.js';
import { QualityPreference } from '../scoring/profiles.js';

/** One of the two; neither means `any`. */
export class ScoreSearchBody {
  @EnumField({
    enum: QualityPreference,
    enumName: 'QualityPreference',
    optional: true,
    description: 'Built-in quality profile to score by; any, when no profile is given either',
    example: 'high',
  })
  quality_preference?: QualityPreference;

  @UuidField({
    optional: true,
    description: 'Quality profile to score by, instead of quality_preference',
  })
  quality_profile_id?: string;
}
