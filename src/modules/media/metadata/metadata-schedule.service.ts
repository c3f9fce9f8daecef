import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { AuditLog } from '../../audit/index.js';
import type { Media } from '../media.entity.js';
import { MediaNotIdentifiedError } from '../media.errors.js';
import { MediaRepository } from '../media.repository.js';
import { MetadataNudges } from './metadata-nudges.js';
import { MetadataStatus } from './metadata-status.js';

/** A series that was asked about so recently has nothing new to tell. */
const FRESH_MS = 60 * 60_000;

/** Decides when TMDB is asked again. */
@Injectable()
export class MetadataSchedule {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly nudges: MetadataNudges,
    private readonly audit: AuditLog,
  ) {}

  /** Somebody wants it asked now. Throws MediaNotIdentifiedError for what can't be asked for. */
  async refresh(id: string): Promise<Media> {
    return this.uow.run(async () => {
      const { tmdbId, mediaType } = await this.media.getById(id);
      if (tmdbId === null || mediaType === 'episode') throw new MediaNotIdentifiedError(id);
      const media = await this.makeDue(id);
      const newValue = { tmdb_id: tmdbId };
      await this.audit.record({
        action: 'media_refresh_requested',
        resource: 'media',
        resourceId: id,
        newValue,
      });
      return media;
    });
  }

  /** The row has got another TMDB id, or none any more. */
  async onIdentityChanged({ id, tmdbId, mediaType }: Media): Promise<Media> {
    if (mediaType === 'episode') return this.media.getById(id);
    if (tmdbId !== null)
      return this.makeDue(id, { metadataStatus: MetadataStatus.Pending, metadataError: null });
    return this.media.update(id, {
      metadataStatus: MetadataStatus.None,
      metadataDueAt: null,
      metadataError: null,
      metadataFailures: 0,
    });
  }

  /** Somebody knows an episode that the catalogue didn't: TMDB may know its name. */
  async onUnknownEpisode({ id, tmdbId, metadataFetchedAt }: Media): Promise<void> {
    const isFresh = metadataFetchedAt !== null && Date.now() - metadataFetchedAt.getTime() < FRESH_MS;
    if (tmdbId !== null && !isFresh) await this.makeDue(id);
  }

  private async makeDue(
    id: string,
    changes: Partial<Pick<Media, 'metadataStatus' | 'metadataError'>> = {},
  ): Promise<Media> {
    const media = await this.media.update(id, {
      ...changes,
      metadataDueAt: () => 'now()',
      metadataFailures: 0,
    });
    await this.uow.afterCommit(() => this.nudges.toFetch(id));
    return media;
  }
}
