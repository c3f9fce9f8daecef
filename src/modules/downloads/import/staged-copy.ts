import { randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { haveSameBytes } from './same-bytes.js';
import { ImportFailedError } from './import.errors.js';
import { isSameFile } from './same-file.js';

const BUFFER_BYTES = 1024 * 1024;
/** Whoever puts a link in the file's place just now does not get what it points to copied. */
const NO_LINKS = constants.O_RDONLY | constants.O_NOFOLLOW;

export interface CopyTask {
  readonly source: string;
  /** Belongs to this download alone, on the file system of the library. */
  readonly directory: string;
  /** Tells the files of one download apart. */
  readonly index: number;
  /** Where an earlier run may have put its copy. */
  readonly targets: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * A complete, synced and compared copy of the file in the staging directory. A copy that an earlier run already linked into the library
 * is taken over; unfinished ones are deleted, also so that a worker that was only believed dead can't link its own later.
 */
export async function stagedCopy(task: CopyTask): Promise<string> {
  await mkdir(task.directory, { recursive: true });
  const earlier = (await readdir(task.directory)).filter((name) => name.startsWith(`${task.index}-`));
  for (const name of earlier) {
    const copy = path.join(task.directory, name);
    if (await isAnyOf(copy, task.targets)) return copy;
    await rm(copy, { force: true });
  }
  return copyFile(task);
}

async function copyFile({ source, directory, index, signal }: CopyTask): Promise<string> {
  const copy = path.join(directory, `${index}-${randomUUID()}`);
  const original = await open(source, NO_LINKS);
  await pipeline(
    original.createReadStream({ highWaterMark: BUFFER_BYTES }),
    createWriteStream(copy, { flags: 'wx', flush: true, highWaterMark: BUFFER_BYTES }),
    { signal },
  );
  if (!(await haveSameBytes(source, copy, signal)))
    throw new ImportFailedError(
      'The copy is not like the original: the disk or its connection may be failing',
    );
  return copy;
}

async function isAnyOf(file: string, targets: readonly string[]): Promise<boolean> {
  for (const target of targets) if (await isSameFile(file, target)) return true;
  return false;
}
