import type { MediaCriteria } from './media-filter.js';
import type { SqlParameters } from './sql-parameters.js';

/** What every listed row fulfils, apart from its type and the search. Unknown years and ratings match no bound. */
export function filterConditions(criteria: MediaCriteria, parameters: SqlParameters): string[] {
  const { genre, yearFrom, yearTo, ratingMin } = criteria;
  const conditions: string[] = [];
  if (yearFrom !== undefined) conditions.push(`year >= ${parameters.add(yearFrom)}::integer`);
  if (yearTo !== undefined) conditions.push(`year <= ${parameters.add(yearTo)}::integer`);
  if (ratingMin !== undefined) conditions.push(`rating >= ${parameters.add(ratingMin)}::double precision`);
  if (genre !== undefined) conditions.push(`genres @> ${parameters.add([genre.toLowerCase()])}::text[]`);
  return conditions;
}
