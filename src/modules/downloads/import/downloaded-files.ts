import { chmod, lstat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { errorCode } from '../../../common/errors/error-code.js';
import { UnsafePathError, assertRealPathInside, resolveInside } from '../../../common/files/safe-path.js';
import { DownloadDirectories } from '../download-directories.js';
import type { StoredFile } from '../download.entity.js';
import { DownloadedFilesChangedError } from './import.errors.js';

const EXECUTABLE = 0o111;

/** The files of a complete download, as they lie on disk. */
@Injectable()
export class DownloadedFiles {
  constructor(private readonly directories: DownloadDirectories) {}

  /**
   * Where a file lies. Refuses links and what has another size than was verified. Takes its right to be executed away: what
   * comes from outside is never run.
   */
  async find(downloadId: string, file: StoredFile): Promise<string> {
    const directory = this.directories.of(downloadId);
    const source = resolveInside(directory, ...file.path.split('/'));
    const found = await this.look(directory, source);
    if (!found.isFile() || (file.size_bytes !== null && found.size !== file.size_bytes))
      throw new DownloadedFilesChangedError('A downloaded file is not what it was when it was verified');
    if ((found.mode & EXECUTABLE) !== 0) await chmod(source, found.mode & 0o777 & ~EXECUTABLE);
    return source;
  }

  private async look(directory: string, source: string) {
    try {
      await assertRealPathInside(directory, source);
      return await lstat(source);
    } catch (error) {
      if (error instanceof UnsafePathError)
        throw new DownloadedFilesChangedError('A link stands in the place of a file', {}, { cause: error });
      if (errorCode(error) !== 'ENOENT') throw error;
      throw new DownloadedFilesChangedError('A downloaded file has gone', {}, { cause: error });
    }
  }
}
