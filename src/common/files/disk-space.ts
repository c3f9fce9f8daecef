import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../errors/error-code.js';

export interface DiskSpace {
  /** That this process may use. */
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Of the file system on which a directory lies or would lie, were it made. */
export async function diskSpaceOf(directory: string): Promise<DiskSpace> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch (error) {
    const parent = path.dirname(directory);
    if (errorCode(error) !== 'ENOENT' || parent === directory) throw error;
    return diskSpaceOf(parent);
  }
}
