import { EnumField, IntField, TextField, TextListField } from '../../../common/http/fields.js';
import { SearchMediaType } from '../providers/search-provider.js';

export class StartSearchBody {
  @TextField({ max: 200, trim: true, description: 'What to look for', example: 'Night of the Living Dead' })
  query: string;

  @EnumField({
    enum: SearchMediaType,
    enumName: 'SearchMediaType',
    default: SearchMediaType.All,
    description: 'Kind of title',
    example: 'movie',
  })
  media_type: SearchMediaType = SearchMediaType.All;

  @IntField({
    min: 1870,
    max: 2100,
    optional: true,
    nullable: true,
    description: 'Year of release: tells namesakes apart',
    example: 1968,
  })
  year?: number | null;

  @TextListField({
    maxItems: 20,
    maxLength: 64,
    optional: true,
    description: 'Providers to ask; all that are configured by default',
    example: ['jackett'],
  })
  providers?: string[];

  @IntField({
    min: 1,
    max: 120,
    optional: true,
    description: 'Seconds after which the search ends with what has arrived',
    example: 30,
  })
  timeout?: number;
}
