import type { Media } from './media.entity.js';

/** The fields of a row that people and other modules set, by their names on the wire. */
export const auditedFields = (media: Media): Record<string, unknown> => ({
  title: media.title,
  original_title: media.originalTitle,
  media_type: media.mediaType,
  year: media.year,
  tmdb_id: media.tmdbId,
  imdb_id: media.imdbId,
  poster_url: media.posterUrl,
  backdrop_url: media.backdropUrl,
  overview: media.overview,
  rating: media.rating,
  genres: media.genres,
  runtime_minutes: media.runtimeMinutes,
  air_date: media.airDate,
  certification: media.certification,
  series_id: media.seriesId,
  season_number: media.seasonNumber,
  episode_number: media.episodeNumber,
  locked_fields: media.lockedFields,
});

/** What differs between two states of one row, as it was and as it is. */
export function changedFields(
  before: Media,
  after: Media,
): { oldValue: Record<string, unknown>; newValue: Record<string, unknown> } {
  const [was, is] = [auditedFields(before), auditedFields(after)];
  const names = Object.keys(is).filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  const pick = (values: Record<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, values[name]]));
  return { oldValue: pick(was), newValue: pick(is) };
}
