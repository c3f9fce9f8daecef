import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { Outbox } from '../../common/events/outbox.js';
import { AuditLog } from '../audit/index.js';
import { EpisodesService } from './episodes.service.js';
import { MediaAdditions } from './media-additions.service.js';
import type { MediaDraft, NewMediaFile } from './media-draft.js';
import type { MediaFile } from './media-file.entity.js';
import { MediaFilesRepository } from './media-files.repository.js';
import type { TitleFilesFilter } from './media-files.repository.js';
import { MediaIdentities } from './media-identities.repository.js';
import type { MediaIdentity } from './media-identities.repository.js';
import type { MediaFilter } from './media-filter.js';
import type { MediaStatus } from './media-status.js';
import type { MediaType } from './media-type.js';
import type { Media } from './media.entity.js';
import { MediaListService } from './media-list.service.js';
import { MediaRepository } from './media.repository.js';
import { titleFromDraft } from './new-media.js';

@Injectable()
export class MediaService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly identities: MediaIdentities,
    private readonly additions: MediaAdditions,
    private readonly episodes: EpisodesService,
    private readonly files: MediaFilesRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly lists: MediaListService,
  ) {}

  /** One page of the catalogue, and how many titles match: exactly, or in a search at most 2000. */
  async list(filter: MediaFilter): Promise<[Media[], number]> {
    const { media, total } = await this.lists.list(filter);
    return [media, total];
  }

  getById(id: string): Promise<Media> {
    return this.media.getById(id);
  }

  /** As `getById`, and the row can't be deleted until the open transaction ends: for who is about to refer to it. */
  async hold(id: string): Promise<Media> {
    const media = await this.media.hold(id);
    if (!media) throw new NotFoundError('Media', id);
    return media;
  }

  /** The catalogue's row for a title: the one with its TMDB id, else of its name, year and type; null when there is none. */
  find(draft: MediaIdentity): Promise<Media | null> {
    return this.identities.find(draft);
  }

  /** Those that are in the catalogue, in any order. */
  findByTmdbIds(mediaType: MediaType, tmdbIds: readonly number[]): Promise<Media[]> {
    return this.identities.findByTmdbIds(mediaType, tmdbIds);
  }

  /**
   * The catalogue's row for a title: the one with its TMDB id, else with its title, year and type, else a new one.
   * A row that was known by title only learns the TMDB id and what else the draft adds. In an open transaction the row
   * can't be deleted before its end.
   */
  async ensure(draft: MediaDraft): Promise<Media> {
    return this.uow.run(async () => {
      await this.identities.lock(draft);
      const byId = draft.id === undefined ? null : await this.media.findById(draft.id);
      const found = byId ?? (await this.identities.find(draft));
      const known = found && (await this.media.hold(found.id));
      if (!known) return this.additions.add(titleFromDraft(draft));
      if (known.tmdbId !== null || draft.tmdbId === null) return known;
      return this.additions.identify(known, draft);
    });
  }

  /** The row of an episode, found or made. Throws NotFoundError or MediaNotSeriesError when there is no such series. */
  ensureEpisode(seriesId: string, seasonNumber: number, episodeNumber: number): Promise<Media> {
    return this.episodes.ensure(seriesId, seasonNumber, episodeNumber);
  }

  /**
   * `available` always takes hold; `downloading` only where a title is wanted, and `wanted` only where its download
   * gave up, so that fetching a better copy never hides the one that is there.
   */
  async setStatus(id: string, status: MediaStatus): Promise<void> {
    await this.media.moveStatus(id, status);
  }

  /** Records a file of the library. Recording the same download's file again changes nothing. */
  async addFile(file: NewMediaFile): Promise<MediaFile> {
    return this.uow.run(async () => {
      const { row, isNew } = await this.files.put(file);
      if (isNew) await this.tellAdded(row);
      return row;
    });
  }

  /** Until the open transaction ends nobody else decides which files of the title stay. */
  async lockFiles(mediaId: string): Promise<void> {
    await this.files.lockFilesOf(mediaId);
  }

  /** Forgets a file of the library; whoever calls deletes it from the disk. */
  async removeFile(file: MediaFile): Promise<void> {
    await this.uow.run(async () => {
      if (await this.files.remove(file.id))
        await this.note('media_file_removed', file.mediaId, fileFacts(file), null);
    });
  }

  /** At most so many, oldest first. */
  filesWithoutChecksum(limit: number): Promise<MediaFile[]> {
    return this.files.listWithoutChecksum(limit);
  }

  /** Lower-case hex digits. Changes nothing when the row is gone, has one, or describes another file by now. */
  async recordChecksum(file: MediaFile, checksumSha256: string): Promise<void> {
    await this.files.setChecksum(file, checksumSha256);
  }

  /** Best first: of a series also those of its episodes, of an episode also those that hold it among others. */
  filesOf(mediaId: string): Promise<MediaFile[]> {
    return this.files.listByMedia(mediaId);
  }

  /** What the library has of a download, under whichever titles. */
  filesOfDownload(downloadId: string): Promise<MediaFile[]> {
    return this.files.listByDownload(downloadId);
  }

  /** By the id of the title, those of a series' episodes included: at most so many each, in order of the episodes. */
  filesOfTitles(titleIds: readonly string[], filter: TitleFilesFilter): Promise<Map<string, MediaFile[]>> {
    return this.files.listByTitles(titleIds, filter);
  }

  async fileById(id: string): Promise<MediaFile> {
    const file = await this.files.findById(id);
    if (!file) throw new NotFoundError('File', id);
    return file;
  }

  private async tellAdded(file: MediaFile): Promise<void> {
    await this.outbox.record('media.file_added', { media_id: file.mediaId, file_id: file.id });
    await this.note('media_file_added', file.mediaId, null, fileFacts(file));
  }

  private note(action: string, id: string, oldValue: object | null, newValue: object | null): Promise<void> {
    return this.audit.record({ action, resource: 'media', resourceId: id, oldValue, newValue });
  }
}

const fileFacts = (file: MediaFile): object => ({
  file_id: file.id,
  download_id: file.downloadId,
  relative_path: file.relativePath,
  size_bytes: file.sizeBytes,
  is_hardlink: file.isHardlink,
});
