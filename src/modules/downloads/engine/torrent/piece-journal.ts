import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../../../common/errors/error-code.js';
import { readJournal, record } from './journal-records.js';
import type { FileStamp, JournalState } from './journal-records.js';

const NAME = 'pieces.log';

export interface LoadedJournal {
  readonly state: JournalState;
  /** When it was last written. */
  readonly mtimeMs: number;
}

/** The pieces that a session begins with. */
export interface JournalStart {
  /** Verified, and on the disk itself. */
  readonly durable: readonly number[];
  /** Verified, and written since the machine was started. */
  readonly recent: readonly number[];
  /** There may be something, which has to be looked at. */
  readonly doubted: readonly number[];
}

/** The list of a torrent's verified pieces on disk: appended to as they come, so that no restart has to hash them again. */
export class PieceJournal {
  private handle: FileHandle | null = null;
  private pending = '';
  private writing: Promise<void> = Promise.resolve();
  private isOpen = false;

  constructor(private readonly directory: string) {}

  /** Null when there is none, or one of another torrent. */
  async load(infoHash: string): Promise<LoadedJournal | null> {
    const path = join(this.directory, NAME);
    try {
      const { mtimeMs } = await stat(path);
      const state = readJournal(await readFile(path, 'latin1'), infoHash);
      return state && { state, mtimeMs };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  /**
   * Starts a session that goes on from this. Replaces what was there in one step, so that a crash while doubtful pieces are
   * looked at leaves no other doubt behind.
   */
  async begin(infoHash: string, boot: string, start: JournalStart): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    const path = join(this.directory, NAME);
    const fresh = `${path}.new`;
    const handle = await open(fresh, 'w');
    try {
      await handle.writeFile(firstRecords(infoHash, boot, start));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, path);
    this.handle = await open(path, 'a');
    this.isOpen = true;
  }

  /** Resolves when it is with the operating system. Nothing is written before begin() or after end(). */
  append(text: string): Promise<void> {
    if (!this.isOpen) return Promise.resolve();
    this.pending += text;
    const done = this.writing.then(() => this.write());
    this.writing = done.catch(() => undefined);
    return done;
  }

  /** Says that what was appended so far is durable, once `makeDurable` has made it so. */
  async sync(makeDurable: () => Promise<void>): Promise<void> {
    if (!this.isOpen) return;
    await this.append(record.mark);
    await makeDurable();
    await this.append(record.sync);
    await this.handle?.datasync();
  }

  /** Ends the session in order. Idempotent. */
  async end(stamps: ReadonlyMap<number, FileStamp> | null): Promise<void> {
    if (!this.isOpen) return;
    try {
      if (stamps !== null) {
        await this.append(record.stop(stamps));
        await this.handle?.datasync();
      }
    } finally {
      this.isOpen = false;
      await this.writing;
      await this.handle?.close();
      this.handle = null;
    }
  }

  private async write(): Promise<void> {
    const text = this.pending;
    if (text === '' || this.handle === null) return;
    this.pending = '';
    await this.handle.writeFile(text);
  }
}

function firstRecords(infoHash: string, boot: string, { durable, recent, doubted }: JournalStart): string {
  const sure = durable.length === 0 ? '' : durable.map(record.verified).join('') + record.mark + record.sync;
  return [
    record.title(infoHash),
    record.boot(boot),
    ...doubted.map(record.doubted),
    sure,
    ...recent.map(record.verified),
  ].join('');
}
