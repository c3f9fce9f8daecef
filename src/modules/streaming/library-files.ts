import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataPaths } from '../../common/config/paths.js';
import { assertRealPathInside, resolveInside } from '../../common/files/safe-path.js';
import type { MediaFile } from '../media/index.js';
import type { ByteSource } from './bytes/byte-source.js';
import { downloadEtag } from './bytes/download-source.js';
import { FileSource } from './bytes/file-source.js';
import type { Validators } from './bytes/preconditions.js';
import { StreamFileMissingError } from './streaming.errors.js';

/** A file and what tells it from others. */
type LibraryFile = Pick<MediaFile, 'id' | 'relativePath'>;

const fileEtag = (file: LibraryFile, size: number, mtimeMs: number): string =>
  `"${file.id}-${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;

/** Opens files of the library; nothing outside its root is ever opened. */
@Injectable()
export class LibraryFiles {
  constructor(private readonly paths: DataPaths) {}

  async exists(file: LibraryFile): Promise<boolean> {
    try {
      await access(await this.realPath(file), constants.R_OK);
      return true;
    } catch {
      return false;
    }
  }

  /** `playedFrom` is the download that the file was played from before it was complete. Throws StreamFileMissingError. */
  async open(file: LibraryFile, playedFrom: string | null): Promise<ByteSource> {
    const handle = await this.openHandle(file);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new StreamFileMissingError(file.id);
      const validators: Validators =
        playedFrom === null
          ? { etag: fileEtag(file, stats.size, stats.mtimeMs), lastModified: stats.mtime }
          : { etag: downloadEtag(playedFrom, stats.size), lastModified: null };
      return new FileSource(handle, file.relativePath.split('/').at(-1) ?? '', stats.size, validators);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  private async openHandle(file: LibraryFile): Promise<FileHandle> {
    try {
      return await open(
        await this.realPath(file),
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      );
    } catch (error) {
      throw new StreamFileMissingError(file.id, { cause: error });
    }
  }

  private realPath(file: LibraryFile): Promise<string> {
    const { library } = this.paths;
    return assertRealPathInside(library, resolveInside(library, ...file.relativePath.split('/')));
  }
}
