import { EnumField, IntField, NumberField, TextField } from '../../../common/http/fields.js';
import { PageQuery, offsetOf } from '../../../common/http/paging.js';
import { MediaSort } from '../media-filter.js';
import type { MediaFilter } from '../media-filter.js';
import { MediaType } from '../media-type.js';

const SortOrder = { Ascending: 'asc', Descending: 'desc' } as const;

export class ListMediaQuery extends PageQuery {
  @EnumField({
    enum: MediaType,
    enumName: 'MediaType',
    optional: true,
    description: 'Only titles of this type',
  })
  media_type?: MediaType;

  @TextField({
    max: 50,
    trim: true,
    optional: true,
    description: 'Only titles of this genre',
    example: 'sci-fi',
  })
  genre?: string;

  @IntField({ min: 1800, max: 2200, optional: true, description: 'Only titles of this year or later' })
  year_from?: number;

  @IntField({ min: 1800, max: 2200, optional: true, description: 'Only titles of this year or earlier' })
  year_to?: number;

  @NumberField({ min: 0, max: 10, optional: true, description: 'Only titles rated at least this' })
  rating_min?: number;

  @TextField({
    max: 200,
    trim: true,
    optional: true,
    description: 'Words of the title, in any order; case, accents and punctuation do not matter',
    example: 'amelie',
  })
  search?: string;

  @EnumField({
    enum: MediaSort,
    enumName: 'MediaSort',
    default: MediaSort.CreatedAt,
    description: 'What to sort by',
  })
  sort: MediaSort = MediaSort.CreatedAt;

  @EnumField({
    enum: SortOrder,
    enumName: 'SortOrder',
    default: SortOrder.Descending,
    description: 'Direction',
  })
  order: 'asc' | 'desc' = SortOrder.Descending;
}

export function toMediaFilter(query: ListMediaQuery): MediaFilter {
  return {
    mediaType: query.media_type,
    genre: query.genre,
    yearFrom: query.year_from,
    yearTo: query.year_to,
    ratingMin: query.rating_min,
    search: query.search,
    sort: query.sort,
    order: query.order,
    offset: offsetOf(query),
    limit: query.limit,
  };
}
