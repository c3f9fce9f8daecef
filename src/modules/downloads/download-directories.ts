import { readdir, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataPaths } from '../../common/config/paths.js';
import { ignoring } from '../../common/errors/error-code.js';
import { resolveInside } from '../../common/files/safe-path.js';

const STAGING = '.incoming';
const JOURNALS = '.journal';

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
    const staging = (await this.sections()).map((section) => this.staging(section, downloadId));
    for (const directory of [...staging, this.of(downloadId), this.journalOf(downloadId)])
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The folders of the library; templates may name any. */
  private async sections(): Promise<string[]> {
    const entries = await ignoring(['ENOENT'], () => readdir(this.paths.library, { withFileTypes: true }));
    return (entries ?? []).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  }
}
