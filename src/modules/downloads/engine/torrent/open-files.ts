import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { assertRealPathInside } from '../../../../common/files/safe-path.js';

/** Where the platform knows it: never follow a link that someone put in a file's place. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

const FLAGS = {
  read: constants.O_RDONLY | NO_FOLLOW,
  write: constants.O_RDWR | constants.O_CREAT | NO_FOLLOW,
};

type Mode = keyof typeof FLAGS;

interface OpenFile {
  readonly handle: Promise<FileHandle>;
  users: number;
}

/** Keeps the files used last open, at most `limit` that nobody is using: a torrent may have thousands. */
export class OpenFiles {
  private readonly files = new Map<string, OpenFile>();
  private readonly running = new Set<Promise<unknown>>();
  private closed = false;

  constructor(
    private readonly root: string,
    private readonly limit = 32,
  ) {}

  /** Runs `work` on an open file. 'write' creates the file and its directories, and refuses paths that lead out of the root. */
  async use<T>(path: string, mode: Mode, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    if (this.closed) throw new Error('The files of this download are closed');
    const running = this.run(path, mode, work);
    this.running.add(running);
    try {
      return await running;
    } finally {
      this.running.delete(running);
    }
  }

  /** Waits for the work under way, then closes everything. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.running);
    await this.shrink(0);
  }

  private async run<T>(path: string, mode: Mode, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    const key = `${mode}:${path}`;
    const file = this.files.get(key) ?? { handle: this.open(path, mode), users: 0 };
    // Taken out and put back: the map's order is the order of use.
    this.files.delete(key);
    this.files.set(key, file);
    file.users += 1;
    try {
      return await work(await file.handle);
    } catch (error) {
      // A failed open must not be remembered: the file may appear later.
      await file.handle.catch(() => this.files.get(key) === file && this.files.delete(key));
      throw error;
    } finally {
      file.users -= 1;
      await this.shrink(this.limit);
    }
  }

  private async open(path: string, mode: Mode): Promise<FileHandle> {
    if (mode === 'write') {
      await mkdir(dirname(path), { recursive: true });
      await assertRealPathInside(this.root, path);
    }
    return open(path, FLAGS[mode]);
  }

  private async shrink(limit: number): Promise<void> {
    const idle = [...this.files].filter(([, file]) => file.users === 0);
    const excess = idle.slice(0, Math.max(0, idle.length - limit));
    for (const [key] of excess) this.files.delete(key);
    await Promise.all(excess.map(async ([, file]) => (await file.handle.catch(() => null))?.close()));
  }
}
