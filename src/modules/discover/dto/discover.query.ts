import { EnumField, IntField, TextField } from '../../../common/http/fields.js';

export const DiscoverMediaType = { Movie: 'movie', Tv: 'tv', All: 'all' } as const;
export type DiscoverMediaType = (typeof DiscoverMediaType)[keyof typeof DiscoverMediaType];

export class DiscoverTitlesQuery {
  @TextField({ max: 200, trim: true, description: 'What to look for', example: 'Inception' })
  query!: string;

  @EnumField({
    enum: DiscoverMediaType,
    enumName: 'DiscoverMediaType',
    default: DiscoverMediaType.All,
    description: 'Movies, series or both',
    example: 'movie',
  })
  media_type: DiscoverMediaType = DiscoverMediaType.All;

  @IntField({
    min: 1870,
    max: 2200,
    optional: true,
    description: 'Year of the first release',
    example: 2010,
  })
  year?: number;

  @IntField({ min: 1, max: 500, default: 1, description: 'Page number, from 1; TMDB has no more than 500' })
  page: number = 1;
}
