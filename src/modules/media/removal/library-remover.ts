import { realpath, rmdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { DataPaths } from '../../../common/config/paths.js';
import { errorCode, ignoring } from '../../../common/errors/error-code.js';
import { UnsafePathError, assertRealPathInside, resolveInside } from '../../../common/files/safe-path.js';
import { Logger } from '../../../common/logging/logger.js';
import type { MediaFile } from '../media-file.entity.js';

export interface FileRemovalFailure {
  readonly file: MediaFile;
  /** `NOT_PERMITTED`, `LIBRARY_MISSING`, … */
  readonly reason: string;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'NOT_PERMITTED',
  EPERM: 'NOT_PERMITTED',
  EROFS: 'READ_ONLY',
  EBUSY: 'BUSY',
  EISDIR: 'NOT_A_FILE',
  ENOTDIR: 'NOT_A_FILE',
};
/** `Movies` and `Series` stay, for imports come and go there. */
const KEPT_LEVELS = 1;

/** Deletes files of the library; nothing outside its root is ever touched. */
@Injectable()
export class LibraryRemover {
  constructor(
    private readonly paths: DataPaths,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Deletes the file, then the subtitles beside it, and the folders that they leave empty. Null when all are gone, and also
   * when they were; else why one isn't: what is left then goes the next time.
   */
  async remove(file: MediaFile): Promise<string | null> {
    const paths = pathsOf(file).map((one) => one.split('/'));
    try {
      for (const parts of paths) {
        const target = await this.locate(parts);
        await ignoring(['ENOENT'], () => unlink(target));
      }
    } catch (error) {
      this.logger.warn({ err: error, file_id: file.id }, 'A file of the library could not be deleted');
      return reasonOf(error);
    }
    for (const parts of paths) await this.removeEmptyFolders(parts);
    return null;
  }

  /** The folder is the real one; the last part is not followed, so that of a link the link itself goes. */
  private async locate(parts: readonly string[]): Promise<string> {
    const root = await this.realRoot();
    const target = resolveInside(root, ...parts);
    const folder = path.dirname(target);
    const realFolder = folder === root ? root : await assertRealPathInside(root, folder);
    return path.join(realFolder, path.basename(target));
  }

  /** A library that isn't there, such as a disk that isn't mounted, is no library whose files have gone. */
  private async realRoot(): Promise<string> {
    try {
      return await realpath(this.paths.library);
    } catch (error) {
      throw new LibraryMissingError({ cause: error });
    }
  }

  private async removeEmptyFolders(parts: readonly string[]): Promise<void> {
    for (let depth = parts.length - 1; depth > KEPT_LEVELS; depth--) {
      try {
        const folder = await this.locate(parts.slice(0, depth));
        await ignoring(['ENOENT'], () => rmdir(folder));
      } catch (error) {
        const isNotEmpty = ['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '');
        if (!isNotEmpty) this.logger.debug({ err: error }, 'An empty folder of the library stays');
        return;
      }
    }
  }
}

const pathsOf = ({ relativePath, subtitleFiles }: MediaFile): string[] => [
  relativePath,
  ...subtitleFiles.flatMap(({ relative_path: own, pictures_path: pictures }) =>
    pictures ? [own, pictures] : [own],
  ),
];

class LibraryMissingError extends Error {
  constructor(options: ErrorOptions) {
    super('The directory of the library is missing', options);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LibraryMissingError) return 'LIBRARY_MISSING';
  if (error instanceof UnsafePathError) return 'UNSAFE_PATH';
  return REASONS[errorCode(error) ?? ''] ?? 'FILE_SYSTEM_ERROR';
}
