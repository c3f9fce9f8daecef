import { Injectable } from '@nestjs/common';
import { DataPaths } from '../../../common/config/paths.js';
import { diskSpaceOf } from '../../../common/files/disk-space.js';
import type { DiskSpace } from '../../../common/files/disk-space.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import { InsufficientStorageError } from '../downloads.errors.js';
import { StopRequest } from './stop-request.js';

/** So much more than the floor must be free before downloads go on, or they would stop and go. */
const MARGIN = 0.1;

/**
 * Keeps room on the disks of downloads and library: for all, by a floor under which nothing is fetched, and for each, by
 * counting what those that run here have still to store.
 */
@Injectable()
export class DiskGuard {
  private readonly expected = new Map<string, number>();
  private isLow = false;

  constructor(
    private readonly paths: DataPaths,
    private readonly settings: SettingsService,
  ) {}

  /** Whether so little is free that nothing may be fetched. */
  async look(): Promise<boolean> {
    const floor = this.floor();
    const { freeBytes } = await this.space();
    this.isLow = freeBytes < (this.isLow ? floor * (1 + MARGIN) : floor);
    return this.isLow;
  }

  /**
   * Counts on `bytes` more of this download, instead of what was counted on before. Throws InsufficientStorageError for what
   * would not even fit on an empty disk, and StopRequest for what has to wait.
   */
  async reserve(downloadId: string, bytes: number): Promise<void> {
    const { freeBytes, totalBytes } = await this.space();
    if (bytes > totalBytes - this.floor()) throw new InsufficientStorageError(bytes, freeBytes);
    this.expected.delete(downloadId);
    const others = [...this.expected.values()].reduce((sum, one) => sum + one, 0);
    if (bytes > freeBytes - this.floor() - others) throw new StopRequest('disk_space');
    this.expected.set(downloadId, bytes);
  }

  /** What of it is still to come, once some has arrived. */
  note(downloadId: string, bytes: number): void {
    if (this.expected.has(downloadId)) this.expected.set(downloadId, bytes);
  }

  forget(downloadId: string): void {
    this.expected.delete(downloadId);
  }

  private floor(): number {
    return this.settings.get(SETTINGS.downloads.min_free_bytes);
  }

  /** Of the fuller of the two disks, where they are two. */
  private async space(): Promise<DiskSpace> {
    const downloads = await diskSpaceOf(this.paths.downloads);
    const library = await diskSpaceOf(this.paths.library);
    return {
      freeBytes: Math.min(downloads.freeBytes, library.freeBytes),
      totalBytes: Math.min(downloads.totalBytes, library.totalBytes),
    };
  }
}
