import { ValidationError } from '../../../common/errors/common.errors.js';
import { EnumField, IntField, NumberField, TextField } from '../../../common/http/fields.js';
import { offsetOf } from '../../../common/http/paging.js';
import { decodeCursor } from '../media-cursor.js';
import { MediaSort } from '../media-filter.js';
import type { MediaFilter } from '../media-filter.js';
import { MediaType } from '../media-type.js';

const SortOrder = { Ascending: 'asc', Descending: 'desc' } as const;

export class ListMediaQuery {
  @IntField({ min: 1, max: 1_000_000, optional: true, description: 'Page number, from 1; 1 when left out' })
  page?: number;

  @IntField({ min: 1, max: 100, default: 20, description: 'Items per page' })
  limit: number = 20;

  @TextField({
    max: 4000,
    optional: true,
    description:
      '`next_cursor` of the page before, with the same filter and order: pages then neither repeat nor skip a title ' +
      'while others are added. Not together with `page`',
  })
  cursor?: string;

  @EnumField({
    enum: MediaType,
    enumName: 'MediaType',
    optional: true,
    description: 'Only titles of this type. Without it: movies and series, no episodes',
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
    description:
      'Words of one of the names, in any order; case, accents, punctuation and slips of the finger do not matter. ' +
      'One or two letters find names that are or begin like that',
    example: 'amelie',
  })
  search?: string;

  @EnumField({
    enum: MediaSort,
    enumName: 'MediaSort',
    optional: true,
    description:
      'What to sort by. Without it: `created_at`, or with `search` how well a name matches (the whole name, its ' +
      'beginning, whole words, parts of words, similar spelling), then the rating; `order` is not looked at then. ' +
      'Unknown years and ratings come last',
  })
  sort?: MediaSort;

  @EnumField({
    enum: SortOrder,
    enumName: 'SortOrder',
    default: SortOrder.Descending,
    description: 'Direction',
  })
  order: 'asc' | 'desc' = SortOrder.Descending;
}

/** Throws a ValidationError for a cursor of another list, and for a cursor beside a page. */
export function toMediaFilter(query: ListMediaQuery): MediaFilter {
  const { page, limit, cursor, order, sort, search } = query;
  if (page !== undefined && cursor !== undefined) {
    throw new ValidationError('page and cursor exclude each other', { field: 'cursor' });
  }
  const listing = {
    mediaType: query.media_type,
    genre: query.genre,
    yearFrom: query.year_from,
    yearTo: query.year_to,
    ratingMin: query.rating_min,
    search,
    sort,
    order,
  };
  const after = cursor === undefined ? undefined : decodeCursor(listing, cursor);
  return { ...listing, offset: offsetOf({ page: page ?? 1, limit }), limit, after };
}
