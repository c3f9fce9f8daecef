import { EnumField } from '../../../common/http/fields.js';
import { QualityPreference } from '../scoring/profiles.js';

export class ScoreSearchBody {
  @EnumField({
    enum: QualityPreference,
    enumName: 'QualityPreference',
    default: QualityPreference.Any,
    description: 'What the score is to prefer',
    example: 'high',
  })
  quality_preference: QualityPreference = QualityPreference.Any;
}
