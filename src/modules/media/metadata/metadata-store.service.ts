import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Outbox } from '../../../common/events/outbox.js';
import { changedFields } from '../media-audit.js';
import type { Media } from '../media.entity.js';
import { factsOf } from '../media.events.js';
import { MediaRepository } from '../media.repository.js';
import { chooseCredits } from './choose-credits.js';
import { chooseImages } from './choose-images.js';
import { MediaDetails } from './media-details.repository.js';
import { MetadataStatus } from './metadata-status.js';
import { waitAfterAnswer } from './refresh-interval.js';
import { ToldSeasons } from './told-seasons.repository.js';
import { mergeTold } from './told-title.js';
import type { ToldTitle } from './told-title.js';

/** Writes down what TMDB told of a title, in one transaction. */
@Injectable()
export class MetadataStore {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly details: MediaDetails,
    private readonly seasons: ToldSeasons,
    private readonly outbox: Outbox,
  ) {}

  /** Nothing happens when the row has gone, or stands for another title by now. */
  async put({ id, tmdbId }: Media, told: ToldTitle): Promise<void> {
    await this.uow.run(async () => {
      const before = await this.media.lockForUpdate(id);
      if (before?.tmdbId !== tmdbId) return;
      const after = await this.putTitle(before, told);
      const fields = Object.keys(changedFields(before, after).newValue);
      if (await this.putSeasons(id, told)) fields.push('episodes');
      const { cast, crew } = chooseCredits(told.details.cast, told.details.crew);
      await this.details.replaceCredits(id, cast, crew);
      await this.details.replaceImages(id, chooseImages(told.details.images));
      if (before.metadataFetchedAt === null) fields.push('people', 'images');
      if (fields.length > 0) await this.outbox.record('media.updated', { ...factsOf(after), fields });
    });
  }

  private putTitle(before: Media, { details, isInProduction, isStale }: ToldTitle): Promise<Media> {
    const now = new Date();
    const freshness = { isStale, isInProduction, releaseDate: details.releaseDate };
    const merged = mergeTold(before, details);
    const isSame = Object.keys(changedFields(before, { ...before, ...merged }).newValue).length === 0;
    return this.media.update(before.id, {
      ...merged,
      metadataStatus: MetadataStatus.Ready,
      metadataError: null,
      metadataFetchedAt: now,
      metadataDueAt: new Date(now.getTime() + waitAfterAnswer(freshness, now, Math.random())),
      metadataFailures: 0,
      // Clients see by it that there is something new.
      ...(isSame ? { updatedAt: before.updatedAt } : {}),
    });
  }

  private async putSeasons(id: string, { seasons }: ToldTitle): Promise<boolean> {
    if (seasons.length === 0) return false;
    const hasSeasons = await this.seasons.putSeasons(id, seasons);
    return (await this.seasons.putEpisodes(id, seasons)) || hasSeasons;
  }
}
