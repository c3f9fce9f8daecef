import { lstat, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataPaths } from '../../../common/config/paths.js';
import { errorCode, ignoring } from '../../../common/errors/error-code.js';
import { assertRealPathInside, resolveInside } from '../../../common/files/safe-path.js';

const NOT_THERE = ['ENOENT', 'ENOTDIR'];

/** A file and what tells it from another that has its name later. */
export interface KnownFile {
  readonly relativePath: string;
  readonly inode: string;
}

/** The library's directory. Paths are relative to it; nothing outside is ever touched. */
@Injectable()
export class LibraryDisk {
  constructor(private readonly paths: DataPaths) {}

  get root(): string {
    return this.paths.library;
  }

  /** Null when there is no such file. */
  async find(relativePath: string): Promise<KnownFile | null> {
    const found = await ignoring(NOT_THERE, () => lstat(this.pathOf(relativePath), { bigint: true }));
    return found?.isFile() ? { relativePath, inode: `${found.ino}:${found.size}` } : null;
  }

  /** Deletes the file if it is still this one, and the folder when it was the last in it. */
  async remove(file: KnownFile): Promise<void> {
    const found = await this.find(file.relativePath);
    if (found?.inode !== file.inode) return;
    const target = this.pathOf(file.relativePath);
    await assertRealPathInside(this.root, target);
    await rm(target, { force: true });
    await this.removeEmpty(path.dirname(target));
  }

  private async removeEmpty(directory: string): Promise<void> {
    const depth = path.relative(this.root, directory).split(path.sep).length;
    if (depth < 2) return;
    try {
      await rmdir(directory);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EBUSY', ...NOT_THERE].includes(errorCode(error) ?? '')) throw error;
    }
  }

  private pathOf(relativePath: string): string {
    return resolveInside(this.root, ...relativePath.split('/'));
  }
}
