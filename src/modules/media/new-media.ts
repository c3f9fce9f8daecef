import { randomUUID } from 'node:crypto';
import type { MediaDraft } from './media-draft.js';
import type { Media } from './media.entity.js';

/** A row as it enters the catalogue; the rest follows from it. */
export type NewMedia = Pick<
  Media,
  | 'id'
  | 'title'
  | 'originalTitle'
  | 'mediaType'
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
  | 'seriesId'
  | 'seasonNumber'
  | 'episodeNumber'
>;

/** A title that somebody wants, as a row. */
export const titleFromDraft = ({ id, title, mediaType, year, tmdbId, ...facts }: MediaDraft): NewMedia => ({
  id: id ?? randomUUID(),
  title,
  originalTitle: null,
  mediaType,
  year,
  tmdbId,
  imdbId: facts.imdbId ?? null,
  posterUrl: facts.posterUrl ?? null,
  backdropUrl: null,
  overview: facts.overview ?? null,
  rating: facts.rating ?? null,
  genres: [],
  runtimeMinutes: null,
  airDate: null,
  seriesId: null,
  seasonNumber: null,
  episodeNumber: null,
});

/** An episode of which only its number is known. */
export const episodeFromNumber = (
  seriesId: string,
  seasonNumber: number,
  episodeNumber: number,
): NewMedia => ({
  ...titleFromDraft({ title: `Episode ${episodeNumber}`, mediaType: 'episode', year: null, tmdbId: null }),
  seriesId,
  seasonNumber,
  episodeNumber,
});
