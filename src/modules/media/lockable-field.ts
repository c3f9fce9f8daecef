/** Fields that TMDB fills in unless a person has set them. */
export const LockableField = {
  Title: 'title',
  OriginalTitle: 'original_title',
  Year: 'year',
  ImdbId: 'imdb_id',
  PosterUrl: 'poster_url',
  BackdropUrl: 'backdrop_url',
  Overview: 'overview',
  Rating: 'rating',
  Genres: 'genres',
  RuntimeMinutes: 'runtime_minutes',
  AirDate: 'air_date',
  Certification: 'certification',
} as const;
export type LockableField = (typeof LockableField)[keyof typeof LockableField];
