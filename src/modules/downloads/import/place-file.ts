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
  /** Why it is a copy, as an error code; null when source and library share the bytes by a hard link. */
  readonly copiedBecause: string | null;
}

/** The link, or the code of the error for which there can be none. */
type Linked = { readonly path: string } | { readonly refusal: string };

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
  const placed = 'path' in linked ? linked.path : await placeCopy(placement, targets);
  await syncDirectory(directory);
  const relativePath = path.relative(libraryRoot, placed).split(path.sep).join('/');
  return { relativePath, copiedBecause: 'path' in linked ? null : linked.refusal };
}

/** Names in the library under which the source is there already. */
export async function findPlaced({ source, libraryRoot, parts, mark }: Placement): Promise<string[]> {
  const target = resolveInside(libraryRoot, ...parts);
  const found: string[] = [];
  for (const name of [target, path.join(path.dirname(target), marked(path.basename(target), mark))])
    if (await isSameFile(source, name))
      found.push(path.relative(libraryRoot, name).split(path.sep).join('/'));
  return found;
}

async function placeCopy(placement: Placement, targets: readonly [string, string]): Promise<string> {
  const { source, stagingDirectory, index, signal } = placement;
  const copy = await stagedCopy({ source, directory: stagingDirectory, index, targets, signal });
  signal.throwIfAborted();
  const linked = await tryLink(copy, targets);
  if ('path' in linked) return linked.path;
  // No hard links here at all. Only the marked name is certainly ours, so only it may be replaced.
  await rename(copy, targets[1]);
  return targets[1];
}

/** The first target that is free, or is this very file already. */
async function tryLink(file: string, targets: readonly string[]): Promise<Linked> {
  for (const target of targets) {
    try {
      await link(file, target);
      return { path: target };
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (NO_LINK.has(code)) return { refusal: code };
      if (code !== 'EEXIST') throw error;
      if (await isSameFile(file, target)) return { path: target };
    }
  }
  throw new ImportFailedError('Another file in the library has the name that this one would get');
}
