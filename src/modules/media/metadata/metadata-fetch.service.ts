import { Inject, Injectable } from '@nestjs/common';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { Logger } from '../../../common/logging/logger.js';
import {
  TmdbKeyRefusedError,
  TmdbRateLimitedError,
  TmdbService,
  TmdbTimeoutError,
  TmdbUnconfiguredError,
  TmdbUnreachableError,
} from '../../tmdb/index.js';
import type { TmdbSeason, TmdbSeasonSummary, TmdbSeries } from '../../tmdb/index.js';
import type { Media } from '../media.entity.js';
import { DueMetadata } from './due-metadata.repository.js';
import { MetadataStore } from './metadata-store.service.js';
import { VANISHED_MS, waitAfterFailure } from './refresh-interval.js';
import type { ToldTitle } from './told-title.js';

const SECOND_MS = 1000;
const AWAY = [TmdbKeyRefusedError, TmdbTimeoutError, TmdbUnreachableError];

/** Asks TMDB about the titles that are due. */
@Injectable()
export class MetadataFetch {
  constructor(
    private readonly tmdb: TmdbService,
    private readonly due: DueMetadata,
    private readonly store: MetadataStore,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Nothing happens when the title is not due any more. A refusal is noted in the row, which is asked about later. */
  async fetch(mediaId: string): Promise<void> {
    if (!this.tmdb.isConfigured()) return;
    const media = await this.due.find(mediaId);
    if (!media || media.tmdbId === null) return;
    try {
      await this.store.put(media, await this.ask(media, media.tmdbId));
    } catch (error) {
      await this.noteFailure(media, error);
    }
  }

  private async ask(media: Media, tmdbId: number): Promise<ToldTitle> {
    if (media.mediaType === 'movie') {
      const { value: details, isStale } = await this.tmdb.movie(tmdbId);
      return { details, isStale, seasons: [], isInProduction: false };
    }
    const { value: details, isStale } = await this.tmdb.series(tmdbId);
    const seasons = await this.askSeasons(details);
    return { details, isStale, seasons, isInProduction: details.isInProduction };
  }

  /** One after the other: others ask TMDB as well. */
  private async askSeasons({ tmdbId, seasons }: TmdbSeries): Promise<TmdbSeason[]> {
    const asked: TmdbSeason[] = [];
    for (const season of seasons) asked.push(await this.askSeason(tmdbId, season));
    return asked;
  }

  private async askSeason(seriesId: number, summary: TmdbSeasonSummary): Promise<TmdbSeason> {
    try {
      return (await this.tmdb.season(seriesId, summary.seasonNumber)).value;
    } catch (error) {
      // Announced, but not there yet.
      if (error instanceof NotFoundError) return { ...summary, episodes: [] };
      throw error;
    }
  }

  private async noteFailure(media: Media, error: unknown): Promise<void> {
    if (error instanceof TmdbUnconfiguredError) return;
    const failures = media.metadataFailures + 1;
    this.logger.warn({ err: error, media_id: media.id, failures }, 'No metadata for now');
    if (error instanceof NotFoundError) return this.due.refuse(media, error.code, VANISHED_MS);
    if (error instanceof TmdbRateLimitedError) return this.due.postpone(media, error.retryAfter * SECOND_MS);
    if (AWAY.some((kind) => error instanceof kind))
      return this.due.postpone(media, waitAfterFailure(failures, 'away'));
    const code = error instanceof DomainError ? error.code : 'INTERNAL_ERROR';
    await this.due.refuse(media, code, waitAfterFailure(failures, 'refused'));
  }
}
