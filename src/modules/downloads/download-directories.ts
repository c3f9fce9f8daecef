import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataPaths } from '../../common/config/paths.js';
import { resolveInside } from '../../common/files/safe-path.js';

const STAGING = '.incoming';
const JOURNALS = '.journal';
const LIBRARY_SECTIONS = ['Movies', 'Series', 'Downloads'] as const;

/** Where the files of a download lie on their way. */
@Injectable()
export class DownloadDirectories {
  constructor(private readonly paths: DataPaths) {}

  /** Nothing but this download's files is there. */
  of(downloadId: string): string {
    return resolveInside(this.paths.downloads, downloadId);
  }

  /** What its engine notes down to continue after a crash. */
  journalOf(downloadId: string): string {
    return resolveInside(this.paths.downloads, JOURNALS, downloadId);
  }

  /** For copies on their way into a section of the library: on its file system, hidden from media servers. */
  staging(section: string, downloadId: string): string {
    return resolveInside(this.paths.library, section, STAGING, downloadId);
  }

  /** Deletes whatever the download has left outside the library. Idempotent. */
  async remove(downloadId: string): Promise<void> {
    const staging = LIBRARY_SECTIONS.map((section) => this.staging(section, downloadId));
    for (const directory of [...staging, this.of(downloadId), this.journalOf(downloadId)])
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}
