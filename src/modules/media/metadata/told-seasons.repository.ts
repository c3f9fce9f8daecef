import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { TmdbSeason } from '../../tmdb/index.js';
import { toldEpisodes } from './told-episodes.js';

const TOLD = `jsonb_to_recordset($2::jsonb) AS told (
  id uuid, season_number integer, episode_number integer, tmdb_id integer, title text, title_key text, overview text,
  poster_url text, air_date date, year integer, rating double precision, runtime_minutes integer)`;

/** An episode that has been renumbered gives its TMDB id back first, for no two rows may have it. */
const RELEASE_IDS = `
  UPDATE media SET tmdb_id = NULL FROM ${TOLD}
   WHERE media.media_type = 'episode' AND media.tmdb_id = told.tmdb_id
     AND (media.series_id, media.season_number, media.episode_number)
         IS DISTINCT FROM ($1::uuid, told.season_number, told.episode_number)`;

const unlocked = (field: string, column = field): string =>
  `CASE WHEN '${field}' = ANY (media.locked_fields) THEN media.${column}
        ELSE COALESCE(told.${column}, media.${column}) END AS ${column}`;

/** Locked fields stay, as does what TMDB doesn't know; rows that say the same already aren't written. */
const UPDATE_KNOWN = `
  UPDATE media
     SET tmdb_id = merged.tmdb_id, title = merged.title, title_key = merged.title_key, search_text = merged.title_key,
         overview = merged.overview, poster_url = merged.poster_url, air_date = merged.air_date, year = merged.year,
         rating = merged.rating, runtime_minutes = merged.runtime_minutes,
         metadata_status = 'ready', metadata_fetched_at = now(), updated_at = now()
    FROM (SELECT media.id, told.tmdb_id, ${[
      unlocked('title'),
      unlocked('title', 'title_key'),
      unlocked('overview'),
      unlocked('poster_url'),
      unlocked('air_date'),
      unlocked('year'),
      unlocked('rating'),
      unlocked('runtime_minutes'),
    ].join(', ')}
            FROM media JOIN ${TOLD} USING (season_number, episode_number)
           WHERE media.series_id = $1
           ORDER BY media.id FOR NO KEY UPDATE OF media) AS merged
   WHERE media.id = merged.id
     AND (media.tmdb_id, media.title, media.overview, media.poster_url, media.air_date, media.year, media.rating,
          media.runtime_minutes, media.metadata_status)
         IS DISTINCT FROM (merged.tmdb_id, merged.title, merged.overview, merged.poster_url, merged.air_date,
          merged.year, merged.rating, merged.runtime_minutes, 'ready')
  RETURNING media.id`;

const INSERT_NEW = `
  INSERT INTO media (id, media_type, series_id, season_number, episode_number, tmdb_id, title, title_key, search_text,
                     overview, poster_url, air_date, year, rating, runtime_minutes, metadata_status, metadata_fetched_at)
  SELECT id, 'episode', $1, season_number, episode_number, tmdb_id, title, title_key, title_key,
         overview, poster_url, air_date, year, rating, runtime_minutes, 'ready', now()
    FROM ${TOLD}
  ON CONFLICT DO NOTHING
  RETURNING id`;

const PUT_SEASONS = `
  INSERT INTO season (id, series_id, number, name, overview, poster_url, air_date, tmdb_id, episode_count)
  SELECT id, $1, number, name, overview, poster_url, air_date, tmdb_id, episode_count
    FROM jsonb_to_recordset($2::jsonb) AS told (id uuid, number integer, name text, overview text, poster_url text,
                                                air_date date, tmdb_id integer, episode_count integer)
  ON CONFLICT (series_id, number) DO UPDATE
     SET name = EXCLUDED.name, overview = EXCLUDED.overview, poster_url = EXCLUDED.poster_url,
         air_date = EXCLUDED.air_date, tmdb_id = EXCLUDED.tmdb_id, episode_count = EXCLUDED.episode_count
   WHERE (season.name, season.overview, season.poster_url, season.air_date, season.tmdb_id, season.episode_count)
         IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.overview, EXCLUDED.poster_url, EXCLUDED.air_date,
                           EXCLUDED.tmdb_id, EXCLUDED.episode_count)
  RETURNING id`;

/** Seasons and episodes as TMDB told them. */
@Injectable()
export class ToldSeasons {
  constructor(private readonly uow: UnitOfWork) {}

  /** True when a season was added or changed. */
  async putSeasons(seriesId: string, seasons: readonly TmdbSeason[]): Promise<boolean> {
    const rows = seasons.map((season) => ({
      id: randomUUID(),
      number: season.seasonNumber,
      name: season.name,
      overview: season.overview,
      poster_url: season.posterUrl,
      air_date: season.airDate,
      tmdb_id: season.tmdbId,
      episode_count: season.episodeCount,
    }));
    const unique = [...new Map(rows.map((row) => [row.number, row])).values()];
    const put = await this.uow.manager.query<unknown[]>(PUT_SEASONS, [seriesId, JSON.stringify(unique)]);
    return put.length > 0;
  }

  /** True when an episode was added or changed. What TMDB doesn't list any more stays: it may have files. */
  async putEpisodes(seriesId: string, seasons: readonly TmdbSeason[]): Promise<boolean> {
    const parameters = [seriesId, JSON.stringify(toldEpisodes(seasons))];
    const { manager } = this.uow;
    await manager.query(RELEASE_IDS, parameters);
    const [updated] = await manager.query<[unknown[], number]>(UPDATE_KNOWN, parameters);
    const inserted = await manager.query<unknown[]>(INSERT_NEW, parameters);
    return updated.length > 0 || inserted.length > 0;
  }
}
