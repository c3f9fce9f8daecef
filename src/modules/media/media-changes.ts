import { LockableField } from './lockable-field.js';
import type { Media } from './media.entity.js';

/** What a person changes; what is not there stays. `lockedFields` replaces the list, else what is changed joins it. */
export type MediaChanges = Partial<Pick<Media, EditableField | 'lockedFields'>>;

type EditableField =
  | 'title'
  | 'originalTitle'
  | 'year'
  | 'tmdbId'
  | 'imdbId'
  | 'posterUrl'
  | 'backdropUrl'
  | 'overview'
  | 'rating'
  | 'genres'
  | 'runtimeMinutes'
  | 'airDate'
  | 'certification'
  | 'seasonNumber'
  | 'episodeNumber';

const LOCK_OF: Readonly<Partial<Record<EditableField, LockableField>>> = {
  title: LockableField.Title,
  originalTitle: LockableField.OriginalTitle,
  year: LockableField.Year,
  imdbId: LockableField.ImdbId,
  posterUrl: LockableField.PosterUrl,
  backdropUrl: LockableField.BackdropUrl,
  overview: LockableField.Overview,
  rating: LockableField.Rating,
  genres: LockableField.Genres,
  runtimeMinutes: LockableField.RuntimeMinutes,
  airDate: LockableField.AirDate,
  certification: LockableField.Certification,
};

/** The locks after a change: those that were, and of every field that is set by it, unless the change says which. */
export function locksAfter(before: readonly LockableField[], changes: MediaChanges): LockableField[] {
  if (changes.lockedFields !== undefined) return [...new Set(changes.lockedFields)].sort();
  const set = new Set(Object.keys(changes));
  const locks = Object.entries(LOCK_OF).flatMap(([field, lock]) => (set.has(field) ? [lock] : []));
  return [...new Set([...before, ...locks])].sort();
}

/** Lower case, without blanks around, each once. */
export const normalGenres = (genres: readonly string[]): string[] => [
  ...new Set(genres.map((genre) => genre.trim().toLowerCase()).filter((genre) => genre !== '')),
];
