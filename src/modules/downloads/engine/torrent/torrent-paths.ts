import { extname } from 'node:path';
import { UnsafePathError, resolveInside, safeFileName } from '../../../../common/files/safe-path.js';
import { TorrentRefusedError } from '../engine.errors.js';

const ANY_ROOT = '/root';

/**
 * Maps the raw paths of one torrent to safe ones, always in the same way for the same torrent. Hostile paths refuse the torrent;
 * merely awkward characters are replaced, and names that then collide (also by letter case) get a number.
 */
export class PathMapper {
  private readonly rawPaths = new Set<string>();
  /** Paths in use, with the number that their next namesake gets. */
  private readonly taken = new Map<string, number>();
  private readonly directories = new Set<string>();

  /** The components of one file: the torrent's name, then those of the file (none for a single-file torrent). */
  map(name: Buffer, rest: readonly Buffer[]): string[] {
    const raw = [name, ...rest];
    const rawKey = raw.map((component) => component.toString('hex')).join('/');
    if (this.rawPaths.has(rawKey)) throw new TorrentRefusedError('two files have the same path');
    this.rawPaths.add(rawKey);
    const safe = raw.map((component) => this.component(component));
    assertResolves(safe);
    for (let depth = 1; depth < safe.length; depth++) this.directories.add(keyOf(safe.slice(0, depth)));
    return this.unique(safe);
  }

  /** One component made safe. Refuses what no honest torrent contains. */
  component(raw: Buffer): string {
    const text = raw.toString('utf8');
    // Refused here on the raw text: mapping would hide the attempt.
    assertResolves([text]);
    return safeFileName(text);
  }

  assertNoFileIsDirectory(): void {
    for (const path of this.taken.keys()) {
      if (this.directories.has(path)) throw new TorrentRefusedError('a file is also a directory');
    }
  }

  private unique(path: string[]): string[] {
    const parents = path.slice(0, -1);
    const name = path.at(-1) ?? '';
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    const key = keyOf(path);
    let copy = this.taken.get(key) ?? 1;
    let candidate = path;
    while (this.taken.has(keyOf(candidate))) {
      copy += 1;
      candidate = [...parents, `${stem} (${copy})${extension}`];
    }
    this.taken.set(key, copy);
    if (copy > 1) this.taken.set(keyOf(candidate), 1);
    return candidate;
  }
}

function keyOf(path: readonly string[]): string {
  return path.join('/').toLowerCase();
}

function assertResolves(components: string[]): void {
  try {
    resolveInside(ANY_ROOT, ...components);
  } catch (error) {
    if (!(error instanceof UnsafePathError)) throw error;
    throw new TorrentRefusedError(`a file name is unsafe (${error.reason})`, { cause: error });
  }
}
