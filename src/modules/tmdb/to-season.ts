import type { ImageUrl } from './image-urls.js';
import { ratingOf } from './to-title.js';
import type { EpisodeBody, SeasonBody, SeasonSummaryBody } from './tmdb.schemas.js';
import type { TmdbEpisode, TmdbSeason, TmdbSeasonSummary } from './tmdb.types.js';

export function toSeasonSummary(body: SeasonSummaryBody, imageUrl: ImageUrl): TmdbSeasonSummary {
  return {
    tmdbId: body.id,
    seasonNumber: body.season_number,
    name: body.name ?? (body.season_number === 0 ? 'Specials' : `Season ${body.season_number}`),
    overview: body.overview,
    posterUrl: imageUrl('poster', body.poster_path),
    airDate: body.air_date,
    episodeCount: body.episode_count,
  };
}

export function toSeason(body: SeasonBody, imageUrl: ImageUrl): TmdbSeason {
  const episodes = body.episodes
    .map((episode) => toEpisode(episode, imageUrl))
    .sort((a, b) => a.episodeNumber - b.episodeNumber);
  return { ...toSeasonSummary(body, imageUrl), episodeCount: episodes.length, episodes };
}

const toEpisode = (body: EpisodeBody, imageUrl: ImageUrl): TmdbEpisode => ({
  tmdbId: body.id,
  seasonNumber: body.season_number,
  episodeNumber: body.episode_number,
  title: body.name ?? `Episode ${body.episode_number}`,
  overview: body.overview,
  airDate: body.air_date,
  stillUrl: imageUrl('still', body.still_path),
  rating: ratingOf(body),
  runtimeMinutes: body.runtime || null,
});
