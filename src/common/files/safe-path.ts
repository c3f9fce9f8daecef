import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UnsafePathError } from './files.errors.js';
import { isReservedDeviceName } from './reserved-names.js';

export { UnsafePathError } from './files.errors.js';
export { safeFileName } from './safe-file-name.js';

const MAX_COMPONENT_BYTES = 255;
const MAX_PATH_BYTES = 4096;

/**
 * The absolute path of `components` strictly below `root`. Refuses, on every platform alike, whatever some platform would read
 * as leaving the root: `..`, empty parts, separators inside a part, drive letters, device names, NUL, over-long names.
 */
export function resolveInside(root: string, ...components: string[]): string {
  if (components.length === 0) throw new UnsafePathError('empty');
  for (const component of components) assertSafeComponent(component);
  const base = resolve(root);
  const path = join(base, ...components);
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw new UnsafePathError('too_long');
  if (!isStrictlyInside(base, path)) throw new UnsafePathError('outside');
  return path;
}

/**
 * The real path of `path`, which may not exist yet. Refuses it when a symbolic link leads out of `root`, when a dangling link
 * stands on the way, and when it is the root itself. The answer holds for this moment: check again at each use.
 */
export async function assertRealPathInside(root: string, path: string): Promise<string> {
  const realRoot = await realpath(root);
  const real = await realPathOfNearest(resolve(path));
  if (!isStrictlyInside(realRoot, real)) throw new UnsafePathError('outside');
  return real;
}

function assertSafeComponent(component: string): void {
  if (component === '') throw new UnsafePathError('empty');
  if (component.includes('\0')) throw new UnsafePathError('nul');
  if (/[/\\]/.test(component)) throw new UnsafePathError('separator');
  // Windows drops trailing dots and spaces, so '.. ' and '...' are dots there.
  if (/^[. ]+$/.test(component)) throw new UnsafePathError('dots');
  if (/^[a-z]:/i.test(component)) throw new UnsafePathError('drive');
  if (!component.isWellFormed()) throw new UnsafePathError('malformed');
  if (isReservedDeviceName(component)) throw new UnsafePathError('reserved');
  if (Buffer.byteLength(component) > MAX_COMPONENT_BYTES) throw new UnsafePathError('too_long');
}

function isStrictlyInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Follows links as far as the path exists and keeps the rest as written. */
async function realPathOfNearest(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw new UnsafePathError('outside', { cause: error });
  }
  if (await existsAsLink(path)) throw new UnsafePathError('outside');
  const parent = dirname(path);
  if (parent === path) return path;
  return join(await realPathOfNearest(parent), relative(parent, path));
}

/** Something is there although its real path is not: a link that points nowhere. */
async function existsAsLink(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw new UnsafePathError('outside', { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
