import type { SelectQueryBuilder } from 'typeorm';
import type { MediaFilter, MediaSort } from './media-filter.js';
import type { Media } from './media.entity.js';
import { titleKey } from './title-key.js';

const SORT_COLUMN: Readonly<Record<MediaSort, string>> = {
  created_at: 'media.createdAt',
  title: 'media.titleKey',
  year: 'media.year',
  rating: 'media.rating',
};
const MAX_WORDS = 8;

const likePattern = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

/** Every word must occur in one of the title's names; order doesn't matter. The trigram index serves each condition. */
function applySearch(query: SelectQueryBuilder<Media>, search: string): void {
  const words = [...new Set(titleKey(search).split(' '))].slice(0, MAX_WORDS);
  words.forEach((word, index) =>
    query.andWhere(`media.search_text LIKE :word${index}`, { [`word${index}`]: likePattern(word) }),
  );
}

/** Unknown years and ratings come last in either direction, and match no bound. */
export function applyFilter(
  query: SelectQueryBuilder<Media>,
  filter: MediaFilter,
): SelectQueryBuilder<Media> {
  const { mediaType, genre, yearFrom, yearTo, ratingMin, search } = filter;
  if (mediaType !== undefined) query.andWhere('media.mediaType = :mediaType', { mediaType });
  if (genre !== undefined) query.andWhere('media.genres @> :genres', { genres: [genre.toLowerCase()] });
  if (yearFrom !== undefined) query.andWhere('media.year >= :yearFrom', { yearFrom });
  if (yearTo !== undefined) query.andWhere('media.year <= :yearTo', { yearTo });
  if (ratingMin !== undefined) query.andWhere('media.rating >= :ratingMin', { ratingMin });
  if (search !== undefined) applySearch(query, search);
  const direction = filter.order === 'asc' ? 'ASC' : 'DESC';
  const mayBeNull = filter.sort === 'year' || filter.sort === 'rating';
  return query
    .orderBy(SORT_COLUMN[filter.sort], direction, mayBeNull ? 'NULLS LAST' : undefined)
    .addOrderBy('media.id', direction)
    .offset(filter.offset)
    .limit(filter.limit);
}
