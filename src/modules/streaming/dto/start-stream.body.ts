import { EnumField, TextField } from '../../../common/http/fields.js';
import { StreamQuality } from '../stream-quality.js';

export class StartStreamBody {
  @EnumField({
    enum: StreamQuality,
    enumName: 'StreamQuality',
    optional: true,
    description: 'Highest resolution that is wanted; the nearest that exists is played',
    example: '1080p',
  })
  quality?: StreamQuality;

  @TextField({
    max: 35,
    pattern: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
    patternHint: 'must be a language tag such as en or pt-BR',
    optional: true,
    description: 'Language of the subtitles, BCP 47',
    example: 'en',
  })
  subtitle_language?: string;
}
