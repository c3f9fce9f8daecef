import { ValidationError } from '../../common/errors/common.errors.js';
import { SearchMediaType } from './providers/search-provider.js';

/** What a searcher knows of a title for certain. */
export interface KnownFacts {
  readonly tmdbId: number | null;
  /** Such as `tt0063350`. */
  readonly imdbId: string | null;
  readonly season: number | null;
  readonly episode: number | null;
}

/** Refuses facts that mean nothing together. */
export function assertCoherent(
  { tmdbId, season, episode }: Partial<KnownFacts>,
  mediaType: SearchMediaType,
): void {
  const isNumbered = (season ?? episode ?? null) !== null;
  if ((tmdbId ?? null) !== null && mediaType === SearchMediaType.All)
    throw refusal('tmdb_id', 'tmdb_id needs a media_type: TMDB numbers movies and series apart');
  if (isNumbered && mediaType === SearchMediaType.Movie)
    throw refusal('season', 'Movies have no seasons and episodes');
  if ((episode ?? null) !== null && (season ?? null) === null)
    throw refusal('episode', 'episode needs a season');
}

const refusal = (field: string, message: string) => new ValidationError(message, { field });
