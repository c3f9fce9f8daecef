import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { Outbox } from '../../common/events/outbox.js';
import { AuditLog } from '../audit/index.js';
import type { MediaDraft, NewMediaFile } from './media-draft.js';
import type { MediaFile } from './media-file.entity.js';
import { MediaFilesRepository } from './media-files.repository.js';
import type { MediaFilter } from './media-filter.js';
import type { MediaStatus } from './media-status.js';
import type { Media } from './media.entity.js';
import { MediaRepository } from './media.repository.js';

@Injectable()
export class MediaService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaRepository,
    private readonly files: MediaFilesRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** One page of the catalogue, and how many titles match. */
  list(filter: MediaFilter): Promise<[Media[], number]> {
    return this.media.list(filter);
  }

  async getById(id: string): Promise<Media> {
    const media = await this.media.findById(id);
    if (!media) throw new NotFoundError('Media', id);
    return media;
  }

  /**
   * The catalogue's row for a title: the one with its TMDB id, else with its title, year and type, else a new one.
   * A row that was known by title only learns the TMDB id and what else the draft adds.
   */
  async ensure(draft: MediaDraft): Promise<Media> {
    return this.uow.run(async () => {
      await this.media.lockIdentity(draft);
      const known = await this.media.findByIdentity(draft);
      if (!known) return this.add(draft);
      if (known.tmdbId !== null || draft.tmdbId === null) return known;
      return this.identify(known, draft);
    });
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
      if (await this.files.remove(file.id)) await this.note('media_file_removed', file.mediaId, fileFacts(file), null);
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

  /** Best first. */
  filesOf(mediaId: string): Promise<MediaFile[]> {
    return this.files.listByMedia(mediaId);
  }

  async fileById(id: string): Promise<MediaFile> {
    const file = await this.files.findById(id);
    if (!file) throw new NotFoundError('File', id);
    return file;
  }

  private async add(draft: MediaDraft): Promise<Media> {
    const media = await this.media.insert(draft.id ?? randomUUID(), draft);
    await this.note('media_added', media.id, null, factsOf(media));
    return media;
  }

  private async identify(known: Media, draft: MediaDraft): Promise<Media> {
    const media = await this.media.identify(known, draft);
    await this.note('media_identified', media.id, factsOf(known), factsOf(media));
    return media;
  }

  private async tellAdded(file: MediaFile): Promise<void> {
    await this.outbox.record('media.file_added', { media_id: file.mediaId, file_id: file.id });
    await this.note('media_file_added', file.mediaId, null, fileFacts(file));
  }

  private note(
    action: string,
    id: string,
    oldValue: object | null,
    newValue: object | null,
  ): Promise<void> {
    return this.audit.record({ action, resource: 'media', resourceId: id, oldValue, newValue });
  }
}

/** What tells one title from another. */
const factsOf = ({ title, year, mediaType, tmdbId, imdbId }: Media): object => ({
  title,
  year,
  media_type: mediaType,
  tmdb_id: tmdbId,
  imdb_id: imdbId,
});

const fileFacts = (file: MediaFile): object => ({
  file_id: file.id,
  download_id: file.downloadId,
  relative_path: file.relativePath,
  size_bytes: file.sizeBytes,
  is_hardlink: file.isHardlink,
});
