/** A request to `GET /media` that is measured. */
export interface BenchCase {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

const one = (name: string, query: Record<string, string | number>): BenchCase => ({
  name,
  query: Object.fromEntries(Object.entries(query).map(([field, value]) => [field, String(value)])),
});

/** Every filter, every order, their usual combinations, the kinds of search, and pages far from the beginning. */
export const CASES: readonly BenchCase[] = [
  one('newest', {}),
  one('title, ascending', { sort: 'title', order: 'asc' }),
  one('year, descending', { sort: 'year' }),
  one('year, ascending', { sort: 'year', order: 'asc' }),
  one('rating, descending', { sort: 'rating' }),
  one('rating, ascending', { sort: 'rating', order: 'asc' }),
  one('series', { media_type: 'tv' }),
  one('common genre', { genre: 'drama' }),
  one('rare genre', { genre: 'film-noir' }),
  one('genre that nobody has', { genre: 'opera' }),
  one('decade', { year_from: 1990, year_to: 1999 }),
  one('one year by title', { year_from: 1950, year_to: 1950, sort: 'title', order: 'asc' }),
  one('well rated', { rating_min: 8 }),
  one('best, newest year first', { rating_min: 9.5, sort: 'year' }),
  one('all filters', {
    media_type: 'movie',
    genre: 'comedy',
    year_from: 2000,
    rating_min: 6,
    sort: 'rating',
  }),
  one('page 100', { page: 100, limit: 100 }),
  one('page 1,000 by title', { page: 1000, limit: 100, sort: 'title', order: 'asc' }),
  one('page 5,000 by rating', { page: 5000, limit: 100, sort: 'rating' }),
  one('page 9,000', { page: 9000, limit: 100 }),
  one('page 9,000 by title', { page: 9000, limit: 100, sort: 'title', order: 'asc' }),
  one('page 500 of a genre', { page: 500, limit: 100, genre: 'drama', sort: 'year' }),
  one('search: exact', { search: 'Inception' }),
  one('search: without accent', { search: 'amelie' }),
  one('search: two words', { search: 'spider man' }),
  one('search: swapped words', { search: 'man spider' }),
  one('search: typo', { search: 'incepton' }),
  one('search: typo and article', { search: 'the godfahter' }),
  one('search: typo of a common word', { search: 'nigth' }),
  one('search: words run together', { search: 'spiderman' }),
  one('search: common word', { search: 'love' }),
  one('search: common words', { search: 'the dark night' }),
  one('search: article alone', { search: 'the' }),
  one('search: one letter', { search: 'z' }),
  one('search: nothing found', { search: 'xqzwvyjk' }),
  one('search: common word by year', { search: 'love', sort: 'year' }),
  one('search: in a genre', { search: 'night', genre: 'horror' }),
];
