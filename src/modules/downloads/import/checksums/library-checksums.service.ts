import { lstat } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataPaths } from '../../../../common/config/paths.js';
import { NotFoundError } from '../../../../common/errors/common.errors.js';
import { ignoring } from '../../../../common/errors/error-code.js';
import { assertRealPathInside, resolveInside } from '../../../../common/files/safe-path.js';
import { Logger } from '../../../../common/logging/logger.js';
import { AfterCommit } from '../../../../common/events/after-commit.decorator.js';
import type { DomainEvent } from '../../../../common/events/event-map.js';
import { InjectJobQueue } from '../../../../common/queue/inject-job-queue.js';
import { JobQueue } from '../../../../common/queue/job-queue.js';
import { SETTINGS } from '../../../../common/settings/settings.js';
import { SettingsService } from '../../../../common/settings/settings.service.js';
import { MediaService } from '../../../media/index.js';
import type { MediaFile } from '../../../media/index.js';
import { hashFile } from '../../engine/hash-file.js';
import { LIBRARY_CHECKSUM } from './library-checksum.queue.js';
import type { LibraryChecksumJob } from './library-checksum.queue.js';

const BATCH = 500;

/** The SHA-256 of files of the library, computed after they can be watched already. */
@Injectable()
export class LibraryChecksums {
  constructor(
    @InjectJobQueue(LIBRARY_CHECKSUM) private readonly queue: JobQueue<LibraryChecksumJob>,
    private readonly media: MediaService,
    private readonly settings: SettingsService,
    private readonly paths: DataPaths,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @AfterCommit('media.file_added')
  async onFileAdded({ payload }: DomainEvent<'media.file_added'>): Promise<void> {
    await this.schedule([{ id: payload.file_id }]);
  }

  /** Schedules what has none yet. */
  async sweep(): Promise<void> {
    await this.schedule(await this.media.filesWithoutChecksum(BATCH));
  }

  /** Nothing happens when the file is gone, or another than the one that was recorded. Rejects with the signal's reason. */
  async compute(fileId: string, signal: AbortSignal): Promise<void> {
    const file = await this.find(fileId);
    if (!file || file.checksumSha256 !== null || !this.settings.get(SETTINGS.library.checksums)) return;
    const path = resolveInside(this.paths.library, ...file.relativePath.split('/'));
    const found = await ignoring(['ENOENT', 'ENOTDIR'], () => lstat(path));
    if (!found?.isFile() || found.size !== file.sizeBytes) {
      this.logger.warn({ file_id: fileId }, 'A file of the library is not there, or has another size');
      return;
    }
    await assertRealPathInside(this.paths.library, path);
    const sha256 = (await hashFile(path, found.size, ['sha256'], signal)).get('sha256');
    if (sha256 !== undefined) await this.media.recordChecksum(file, sha256);
  }

  /** Never rejects: what gets lost is found by the next sweep. */
  private async schedule(files: readonly Pick<MediaFile, 'id'>[]): Promise<void> {
    if (!this.settings.get(SETTINGS.library.checksums)) return;
    try {
      for (const { id } of files) await this.queue.add({ file_id: id }, { key: id });
    } catch (error) {
      this.logger.debug({ err: error }, 'Checksums wait for the next round');
    }
  }

  private async find(fileId: string): Promise<MediaFile | null> {
    try {
      return await this.media.fileById(fileId);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }
}
