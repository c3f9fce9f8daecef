import { Inject, Injectable } from '@nestjs/common';
import { DataPaths } from '../../common/config/paths.js';
import { diskSpaceOf } from '../../common/files/disk-space.js';
import { Logger } from '../../common/logging/logger.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { DownloadLimitError, InsufficientStorageError } from './downloads.errors.js';
import { DownloadsRepository } from './downloads.repository.js';
import { QuotasService } from './quotas/quotas.service.js';

/** Whether somebody may have one more download. */
@Injectable()
export class DownloadAdmission {
  constructor(
    private readonly downloads: DownloadsRepository,
    private readonly quotas: QuotasService,
    private readonly settings: SettingsService,
    private readonly paths: DataPaths,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Until the open transaction ends, nobody else adds to this owner's. Throws DownloadLimitError, QuotaExceededError. */
  async admit(ownerId: string, sizeBytes: number | null): Promise<void> {
    await this.downloads.lockOwner(ownerId);
    const { limits, downloads } = SETTINGS;
    const isQueued = this.settings.get(downloads.queue_when_full);
    const limit = this.settings.get(isQueued ? downloads.queued_per_user : limits.downloads_per_user);
    if ((await this.downloads.countActive(ownerId)) >= limit) throw new DownloadLimitError(limit);
    await this.quotas.refuseBeyond(ownerId, sizeBytes);
  }

  /** Throws InsufficientStorageError for what does not fit now. Not for use inside a transaction: it asks the disk. */
  async refuseWithoutRoom(sizeBytes: number | null): Promise<void> {
    if (sizeBytes === null) return;
    const free = await this.freeBytes();
    if (free === null) return;
    const floor = this.settings.get(SETTINGS.downloads.min_free_bytes);
    if (sizeBytes > free - floor) throw new InsufficientStorageError(sizeBytes, free);
  }

  /** Null when it can't be told here: then the worker that takes the download finds out. */
  private async freeBytes(): Promise<number | null> {
    try {
      const spaces = await Promise.all([this.paths.downloads, this.paths.library].map(diskSpaceOf));
      return Math.min(...spaces.map(({ freeBytes }) => freeBytes));
    } catch (error) {
      this.logger.debug({ err: error }, 'Free space is unknown');
      return null;
    }
  }
}
