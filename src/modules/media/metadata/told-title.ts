import type { TmdbDetails, TmdbSeason } from '../../tmdb/index.js';
import type { LockableField } from '../lockable-field.js';
import type { Media } from '../media.entity.js';
import { searchTextOf } from '../search-text.js';
import { titleKey } from '../title-key.js';

/** What TMDB told of a title at one moment. */
export interface ToldTitle {
  readonly details: TmdbDetails;
  /** With their episodes; none of a movie. */
  readonly seasons: readonly TmdbSeason[];
  readonly isInProduction: boolean;
  /** Older than TMDB allows, for it could not be asked. */
  readonly isStale: boolean;
}

const MAX_ALTERNATIVE_TITLES = 200;

type ToldFields = Pick<
  Media,
  | 'title'
  | 'originalTitle'
  | 'year'
  | 'imdbId'
  | 'posterUrl'
  | 'backdropUrl'
  | 'overview'
  | 'rating'
  | 'genres'
  | 'runtimeMinutes'
  | 'airDate'
  | 'certification'
>;

/** The row's fields with what TMDB told: locked ones stay, and so does what TMDB doesn't know. */
export function mergeTold(
  media: Media,
  details: TmdbDetails,
): ToldFields & Pick<Media, 'alternativeTitles' | 'titleKey' | 'searchText'> {
  const choose = <T>(field: LockableField, told: T | null, ours: T): T =>
    media.lockedFields.includes(field) ? ours : (told ?? ours);
  const title = choose('title', details.title.trim() === '' ? null : details.title, media.title);
  const originalTitle = choose('original_title', details.originalTitle, media.originalTitle);
  const alternativeTitles = alternativeTitlesOf(media, details, title);
  return {
    title,
    originalTitle,
    year: choose('year', details.year, media.year),
    imdbId: choose('imdb_id', details.imdbId, media.imdbId),
    posterUrl: choose('poster_url', details.posterUrl, media.posterUrl),
    backdropUrl: choose('backdrop_url', details.backdropUrl, media.backdropUrl),
    overview: choose('overview', details.overview, media.overview),
    rating: choose('rating', details.rating, media.rating),
    genres: choose('genres', details.genres.length === 0 ? null : [...details.genres], media.genres),
    runtimeMinutes: choose('runtime_minutes', details.runtimeMinutes, media.runtimeMinutes),
    airDate: choose('air_date', details.releaseDate, media.airDate),
    certification: choose('certification', details.certification, media.certification),
    alternativeTitles,
    titleKey: titleKey(title),
    searchText: searchTextOf({ title, originalTitle, alternativeTitles }),
  };
}

/**
 * Every other name that the title has or had, here or at TMDB, each once: by the name that it was added under it is
 * recognised when somebody asks for it again.
 */
function alternativeTitlesOf(media: Media, details: TmdbDetails, title: string): string[] {
  const names = [media.title, details.title, ...media.alternativeTitles, ...details.alternativeTitles];
  const byKey = new Map(names.map((name) => [titleKey(name), name]));
  byKey.delete('');
  byKey.delete(titleKey(title));
  return [...byKey.values()].slice(0, MAX_ALTERNATIVE_TITLES);
}
