import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Media } from './media.entity.js';
import { Season } from './season.entity.js';
import { sharedFilesOf } from './shared-files.js';

export interface EpisodeFilter {
  /** All seasons when null. */
  readonly season: number | null;
  readonly offset: number;
  readonly limit: number;
}

export interface ListedEpisode {
  readonly media: Media;
  readonly hasFiles: boolean;
}

/** What a season has in the catalogue. */
export interface SeasonCounts {
  readonly number: number;
  readonly episodes: number;
  readonly available: number;
}

const HAS_FILES = `(EXISTS (SELECT 1 FROM media_file WHERE media_file.media_id = media.id)
  OR EXISTS (SELECT 1 ${sharedFilesOf('media')}))`;

@Injectable()
export class EpisodesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows(): Repository<Media> {
    return this.uow.repository(Media);
  }

  /** In order of season and number; specials, which are season 0, come last. */
  async list(
    seriesId: string,
    { season, offset, limit }: EpisodeFilter,
  ): Promise<{ episodes: ListedEpisode[]; total: number }> {
    const query = this.rows.createQueryBuilder('media').where('media.seriesId = :seriesId', { seriesId });
    if (season !== null) query.andWhere('media.seasonNumber = :season', { season });
    const total = await query.clone().getCount();
    const { entities, raw } = await query
      .addSelect(HAS_FILES, 'has_files')
      .orderBy('media.seasonNumber = 0')
      .addOrderBy('media.seasonNumber')
      .addOrderBy('media.episodeNumber')
      .offset(offset)
      .limit(limit)
      .getRawAndEntities<{ has_files: boolean }>();
    const episodes = entities.map((media, row) => ({ media, hasFiles: raw[row]?.has_files === true }));
    return { episodes, total };
  }

  /** In order of their numbers, specials last. */
  listSeasons(seriesId: string): Promise<Season[]> {
    return this.uow
      .repository(Season)
      .createQueryBuilder('season')
      .where('season.seriesId = :seriesId', { seriesId })
      .orderBy('season.number = 0')
      .addOrderBy('season.number')
      .getMany();
  }

  async countBySeason(seriesId: string): Promise<Map<number, SeasonCounts>> {
    const rows = await this.uow.manager.query<SeasonCounts[]>(
      `SELECT season_number AS number, count(*)::int AS episodes,
              count(*) FILTER (WHERE status = 'available')::int AS available
         FROM media WHERE series_id = $1 GROUP BY season_number`,
      [seriesId],
    );
    return new Map(rows.map((row) => [row.number, row]));
  }

  async addSeason(seriesId: string, number: number): Promise<void> {
    await this.uow
      .repository(Season)
      .createQueryBuilder()
      .insert()
      .values({ id: randomUUID(), seriesId, number })
      .orIgnore()
      .execute();
  }
}
