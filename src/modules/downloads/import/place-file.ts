import { link, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { errorCode } from '../../../common/errors/error-code.js';
import { assertRealPathInside, resolveInside } from '../../../common/files/safe-path.js';
import { ImportFailedError } from './import.errors.js';
import { marked } from './library-name.js';
import { isSameFile } from './same-file.js';
import { stagedCopy } from './staged-copy.js';
import { syncDirectory } from './sync-directory.js';

export interface Placement {
  readonly source: string;
  readonly libraryRoot: string;
  /** Where it belongs below the library's root. */
  readonly parts: readonly [string, ...string[]];
  /** Of this file of this download and no other. */
  readonly mark: string;
  readonly index: number;
  readonly stagingDirectory: string;
  readonly signal: AbortSignal;
}

export interface PlacedFile {
  /** Below the library's root, parts separated by `/`. */
  readonly relativePath: string;
  /** False when source and library share the bytes by a hard link. */
  readonly isCopy: boolean;
}

/** Another file system, or one (or an owner) that does not allow hard links. */
const NO_LINK = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/**
 * Puts a file into the library without ever overwriting one, and without ever showing half a file: by a hard link where
 * that is possible, else by a copy. The source stays, so that a run that was killed at any point can be run again: it
 * recognises its own file by identity, not by name.
 */
export async function placeFile(placement: Placement): Promise<PlacedFile> {
  const { libraryRoot, parts, mark } = placement;
  const target = resolveInside(libraryRoot, ...parts);
  const directory = path.dirname(target);
  await mkdir(directory, { recursive: true });
  await assertRealPathInside(libraryRoot, directory);
  const targets = [target, path.join(directory, marked(path.basename(target), mark))] as const;
  const linked = await tryLink(placement.source, targets);
  const placed = linked ?? (await placeCopy(placement, targets));
  await syncDirectory(directory);
  const relativePath = path.relative(libraryRoot, placed).split(path.sep).join('/');
  return { relativePath, isCopy: linked === null };
}

async function placeCopy(placement: Placement, targets: readonly [string, string]): Promise<string> {
  const { source, stagingDirectory, index, signal } = placement;
  const copy = await stagedCopy({ source, directory: stagingDirectory, index, targets, signal });
  signal.throwIfAborted();
  const linked = await tryLink(copy, targets);
  if (linked !== null) return linked;
  // No hard links here at all. Only the marked name is certainly ours, so only it may be replaced.
  await rename(copy, targets[1]);
  return targets[1];
}

/** The first target that is free, or is this very file already; null where hard links can't be made. */
async function tryLink(file: string, targets: readonly string[]): Promise<string | null> {
  for (const target of targets) {
    try {
      await link(file, target);
      return target;
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (NO_LINK.has(code)) return null;
      if (code !== 'EEXIST') throw error;
      if (await isSameFile(file, target)) return target;
    }
  }
  throw new ImportFailedError('Another file in the library has the name that this one would get');
}
