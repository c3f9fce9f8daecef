import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Outbox } from '../../common/events/outbox.js';
import { AuditLog } from '../audit/index.js';
import { auditedFields } from './media-audit.js';
import type { MediaDraft } from './media-draft.js';
import { MediaIdentities } from './media-identities.repository.js';
import type { Media } from './media.entity.js';
import { MediaExistsError } from './media.errors.js';
import { factsOf } from './media.events.js';
import { MediaRepository } from './media.repository.js';
import { MetadataNudges } from './metadata/metadata-nudges.js';
import type { NewMedia } from './new-media.js';

/** How a row enters the catalogue and gets its TMDB id, with all that follows. Joins the open transaction. */
@Injectable()
export class MediaAdditions {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly identities: MediaIdentities,
    private readonly nudges: MetadataNudges,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Throws MediaExistsError when a unique index knows the title. */
  async add(row: NewMedia): Promise<Media> {
    if (!(await this.identities.insertIfNew(row))) {
      const existing = await this.findExisting(row);
      throw new MediaExistsError(existing?.id);
    }
    const media = await this.media.getById(row.id);
    await this.outbox.record('media.added', factsOf(media));
    const newValue = auditedFields(media);
    await this.audit.record({
      action: 'media_added',
      resource: 'media',
      resourceId: media.id,
      oldValue: null,
      newValue,
    });
    await this.fetchSoon(media);
    return media;
  }

  /** A row that was known by its name learns its TMDB id, and what else the draft adds. */
  async identify(known: Media, draft: MediaDraft): Promise<Media> {
    const media = await this.identities.identify(known, draft);
    await this.outbox.record('media.updated', { ...factsOf(media), fields: ['tmdb_id'] });
    await this.audit.record({
      action: 'media_identified',
      resource: 'media',
      resourceId: media.id,
      oldValue: auditedFields(known),
      newValue: auditedFields(media),
    });
    await this.fetchSoon(media);
    return media;
  }

  private findExisting(row: NewMedia): Promise<Media | null> {
    const { seriesId, seasonNumber, episodeNumber } = row;
    return seriesId === null || seasonNumber === null || episodeNumber === null
      ? this.identities.find(row)
      : this.identities.findEpisode(seriesId, seasonNumber, episodeNumber);
  }

  private async fetchSoon({ id, metadataDueAt }: Media): Promise<void> {
    if (metadataDueAt !== null) await this.uow.afterCommit(() => this.nudges.toFetch(id));
  }
}
