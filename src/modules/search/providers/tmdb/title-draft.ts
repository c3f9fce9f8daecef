import type { TmdbDetails, TmdbTitle } from '../../../tmdb/index.js';
import type { TitleDraft } from '../search-provider.js';

/** What a list leaves out is there when TMDB was asked by id. */
export const toTitleDraft = (title: TmdbTitle & Partial<TmdbDetails>): TitleDraft => ({
  mediaType: title.mediaType,
  title: title.title,
  originalTitle: title.originalTitle,
  otherTitles: title.alternativeTitles ?? [],
  year: title.year,
  tmdbId: title.tmdbId,
  imdbId: title.imdbId ?? null,
  mediaId: null,
  posterUrl: title.posterUrl,
  overview: title.overview,
  rating: title.rating,
  runtimeMinutes: title.runtimeMinutes ?? null,
});
