import { randomUUID } from 'node:crypto';
import type { TmdbEpisode, TmdbSeason } from '../../tmdb/index.js';
import { titleKey } from '../title-key.js';

/** An episode as the statement takes it: snake_case because it is read as JSON. */
export interface ToldEpisode {
  readonly id: string;
  readonly season_number: number;
  readonly episode_number: number;
  readonly tmdb_id: number;
  readonly title: string;
  readonly title_key: string;
  readonly overview: string | null;
  readonly poster_url: string | null;
  readonly air_date: string | null;
  readonly year: number | null;
  readonly rating: number | null;
  readonly runtime_minutes: number | null;
}

/** Each number once and each id once, whatever was told. */
export function toldEpisodes(seasons: readonly TmdbSeason[]): ToldEpisode[] {
  const byNumber = new Map<string, TmdbEpisode>();
  const ids = new Set<number>();
  for (const episode of seasons.flatMap(({ episodes }) => episodes)) {
    const number = `${episode.seasonNumber} ${episode.episodeNumber}`;
    if (byNumber.has(number) || ids.has(episode.tmdbId)) continue;
    byNumber.set(number, episode);
    ids.add(episode.tmdbId);
  }
  return [...byNumber.values()].map(toToldEpisode);
}

function toToldEpisode(episode: TmdbEpisode): ToldEpisode {
  const title = episode.title.trim() === '' ? `Episode ${episode.episodeNumber}` : episode.title;
  return {
    id: randomUUID(),
    season_number: episode.seasonNumber,
    episode_number: episode.episodeNumber,
    tmdb_id: episode.tmdbId,
    title,
    title_key: titleKey(title),
    overview: episode.overview,
    poster_url: episode.stillUrl,
    air_date: episode.airDate,
    year: episode.airDate === null ? null : Number(episode.airDate.slice(0, 4)),
    rating: episode.rating,
    runtime_minutes: episode.runtimeMinutes,
  };
}
