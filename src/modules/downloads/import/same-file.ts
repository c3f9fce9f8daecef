import { lstat } from 'node:fs/promises';
import { errorCode } from '../../../common/errors/error-code.js';

/** Whether two names are links of one file. False when one of them is missing. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([lstat(one, { bigint: true }), lstat(other, { bigint: true })]);
    return a.ino === b.ino && a.dev === b.dev;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
