import { Injectable } from '@nestjs/common';
import { isUniqueViolation } from '../../common/database/postgres-errors.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { Outbox } from '../../common/events/outbox.js';
import { AuditLog } from '../audit/index.js';
import { EpisodesService } from './episodes.service.js';
import { MediaAdditions } from './media-additions.service.js';
import { changedFields } from './media-audit.js';
import { locksAfter } from './media-changes.js';
import type { MediaChanges } from './media-changes.js';
import { MediaIdentities } from './media-identities.repository.js';
import type { Media } from './media.entity.js';
import { MediaExistsError } from './media.errors.js';
import { factsOf } from './media.events.js';
import { MediaRepository } from './media.repository.js';
import { MediaDetails } from './metadata/media-details.repository.js';
import { MetadataSchedule } from './metadata/metadata-schedule.service.js';
import type { NewMedia } from './new-media.js';
import { MediaRemoval } from './removal/media-removal.service.js';
import { searchTextOf } from './search-text.js';
import { titleKey } from './title-key.js';

/** What moderators enter and correct by hand. */
@Injectable()
export class MediaEntries {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly identities: MediaIdentities,
    private readonly additions: MediaAdditions,
    private readonly episodes: EpisodesService,
    private readonly details: MediaDetails,
    private readonly schedule: MetadataSchedule,
    private readonly removal: MediaRemoval,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** Throws MediaExistsError when the catalogue has the title. */
  create(row: NewMedia): Promise<Media> {
    if (row.mediaType === 'episode') return this.episodes.add(row);
    return this.uow.run(async () => {
      await this.identities.lock(row);
      // The indexes know one half of the rule; that a name without an id is the title that has one stands here.
      const existing = await this.identities.find(row);
      if (existing) throw new MediaExistsError(existing.id);
      return this.additions.add(row);
    });
  }

  /** Throws MediaExistsError when the title would become another row's. */
  async update(id: string, changes: MediaChanges): Promise<Media> {
    try {
      return await this.uow.run(() => this.change(id, changes));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new MediaExistsError(await this.findOther(id, changes), { cause: error });
    }
  }

  private async change(id: string, changes: MediaChanges): Promise<Media> {
    await this.lockIdentity({ ...(await this.media.getById(id)), ...changes });
    const before = await this.media.lockForUpdate(id);
    if (!before) throw new NotFoundError('Media', id);
    assertNumbers(before, changes);
    if (Object.keys(changes).length === 0) return before;
    const names = { ...before, ...changes };
    const changed = await this.media.update(id, {
      ...changes,
      titleKey: titleKey(names.title),
      searchText: searchTextOf(names),
      lockedFields: locksAfter(before.lockedFields, changes),
    });
    await this.tellUpdated(before, changed);
    return changed.tmdbId === before.tmdbId ? changed : this.onOtherIdentity(changed);
  }

  private async lockIdentity(media: Media): Promise<void> {
    if (media.mediaType !== 'episode') await this.identities.lock(media);
  }

  private async tellUpdated(before: Media, changed: Media): Promise<void> {
    const { oldValue, newValue } = changedFields(before, changed);
    const fields = Object.keys(newValue);
    if (fields.length > 0) await this.outbox.record('media.updated', { ...factsOf(changed), fields });
    await this.audit.record({
      action: 'media_updated',
      resource: 'media',
      resourceId: changed.id,
      oldValue,
      newValue,
    });
  }

  /** People, images, episodes and other names were those of another title. */
  private async onOtherIdentity(media: Media): Promise<Media> {
    await this.details.clear(media.id);
    if (media.mediaType === 'tv') await this.removal.forgetToldEpisodes(media.id);
    const searchText = searchTextOf({ ...media, alternativeTitles: [] });
    await this.media.update(media.id, { alternativeTitles: [], searchText });
    return this.schedule.onIdentityChanged(media);
  }

  private async findOther(id: string, changes: MediaChanges): Promise<string | null> {
    const wanted = { ...(await this.media.getById(id)), ...changes };
    const { seriesId, seasonNumber, episodeNumber } = wanted;
    const found =
      seriesId === null || seasonNumber === null || episodeNumber === null
        ? await this.identities.find(wanted)
        : await this.identities.findEpisode(seriesId, seasonNumber, episodeNumber);
    return found && found.id !== id ? found.id : null;
  }
}

function assertNumbers({ mediaType }: Media, { seasonNumber, episodeNumber }: MediaChanges): void {
  if (mediaType === 'episode' || (seasonNumber === undefined && episodeNumber === undefined)) return;
  const field = seasonNumber === undefined ? 'episode_number' : 'season_number';
  throw new ValidationError('Only episodes have a season and a number', { field });
}
