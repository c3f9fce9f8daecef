import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { EpisodesRepository } from './episodes.repository.js';
import type { EpisodeFilter, ListedEpisode } from './episodes.repository.js';
import { MediaAdditions } from './media-additions.service.js';
import { MediaIdentities } from './media-identities.repository.js';
import type { Media } from './media.entity.js';
import { MediaExistsError, MediaNotSeriesError } from './media.errors.js';
import { MediaRepository } from './media.repository.js';
import { MetadataSchedule } from './metadata/metadata-schedule.service.js';
import { episodeFromNumber } from './new-media.js';
import type { NewMedia } from './new-media.js';
import type { Season } from './season.entity.js';

export interface ListedSeason {
  readonly season: Season;
  /** As TMDB counts, or those of the catalogue where they are more. */
  readonly episodes: number;
  /** Those that can be watched. */
  readonly available: number;
}

/** Series with their seasons and episodes. */
@Injectable()
export class EpisodesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly identities: MediaIdentities,
    private readonly episodes: EpisodesRepository,
    private readonly additions: MediaAdditions,
    private readonly schedule: MetadataSchedule,
  ) {}

  /** One page of the episodes, and how many there are. Throws MediaNotSeriesError. */
  async list(seriesId: string, filter: EpisodeFilter): Promise<{ episodes: ListedEpisode[]; total: number }> {
    assertSeries(await this.media.getById(seriesId));
    return this.episodes.list(seriesId, filter);
  }

  /** Throws MediaNotSeriesError. */
  async listSeasons(seriesId: string): Promise<ListedSeason[]> {
    assertSeries(await this.media.getById(seriesId));
    const seasons = await this.episodes.listSeasons(seriesId);
    const counts = await this.episodes.countBySeason(seriesId);
    return seasons.map((season) => {
      const { episodes = 0, available = 0 } = counts.get(season.number) ?? {};
      return { season, episodes: Math.max(season.episodeCount, episodes), available };
    });
  }

  /** The row of an episode, found or made; in an open transaction it can't be deleted before its end. */
  async ensure(seriesId: string, seasonNumber: number, episodeNumber: number): Promise<Media> {
    return this.uow.run(async () => {
      const known = await this.findHeld(seriesId, seasonNumber, episodeNumber);
      if (known) return known;
      try {
        return await this.add(episodeFromNumber(seriesId, seasonNumber, episodeNumber));
      } catch (error) {
        const added =
          error instanceof MediaExistsError
            ? await this.findHeld(seriesId, seasonNumber, episodeNumber)
            : null;
        if (added) return added;
        throw error;
      }
    });
  }

  /** Throws MediaExistsError when the series has an episode of that number. Joins the open transaction. */
  async add(row: NewMedia): Promise<Media> {
    return this.uow.run(async () => {
      const { seriesId, seasonNumber } = row;
      if (seriesId === null || seasonNumber === null) throw new MediaNotSeriesError();
      const series = await this.media.hold(seriesId);
      if (!series) throw new NotFoundError('Series', seriesId);
      assertSeries(series);
      await this.episodes.addSeason(seriesId, seasonNumber);
      const episode = await this.additions.add(row);
      await this.schedule.onUnknownEpisode(series);
      return episode;
    });
  }

  private async findHeld(seriesId: string, season: number, episode: number): Promise<Media | null> {
    const found = await this.identities.findEpisode(seriesId, season, episode);
    return found && this.media.hold(found.id);
  }
}

function assertSeries({ id, mediaType }: Media): void {
  if (mediaType !== 'tv') throw new MediaNotSeriesError(id);
}
