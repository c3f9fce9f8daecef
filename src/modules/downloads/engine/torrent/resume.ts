import { BOOT_ID } from './boot-id.js';
import { record } from './journal-records.js';
import { hashPieces, inTurns } from './piece-check.js';
import { PieceJournal } from './piece-journal.js';
import type { JournalStart } from './piece-journal.js';
import type { PieceStore } from './piece-store.js';
import { judgePieces } from './piece-trust.js';
import type { TorrentLayout } from './torrent-files.js';

const SYNC_EVERY_MS = 5000;

export interface ResumeOptions {
  readonly store: PieceStore;
  readonly journalDirectory: string;
  onWarning(error: Error): void;
}

/** What one session remembers for the next: which pieces are there, and which of them a power cut would spare. */
export class Resume {
  private readonly journal: PieceJournal;
  private readonly ending = new AbortController();
  private checking: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private syncing: Promise<void> = Promise.resolve();
  private isBegun = false;
  private unsynced = 0;

  constructor(private readonly options: ResumeOptions) {
    this.journal = new PieceJournal(options.journalDirectory);
  }

  /** Finds the pieces on disk and names each to `onVerified`. Rejects when the disk refuses; ends early when the session does. */
  check(layout: TorrentLayout, onVerified: (piece: number) => void): Promise<void> {
    this.checking = this.lookThrough(layout, onVerified);
    return this.checking;
  }

  /** Before the bytes of a piece are written. */
  writing(piece: number): Promise<void> {
    return this.journal.append(record.writing(piece));
  }

  /** After they are. */
  verified(piece: number): void {
    this.unsynced += 1;
    this.journal.append(record.verified(piece)).catch((error: unknown) => this.warn(error));
  }

  /** Makes everything up to now durable. */
  sync(): Promise<void> {
    this.syncing = this.syncing.catch(() => undefined).then(() => this.syncNow());
    return this.syncing;
  }

  /** Ends the check and the journal. With `keep` the next session can go on without a look at the files. Never rejects. */
  async end(keep: boolean): Promise<void> {
    this.ending.abort();
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    await this.checking.catch(() => undefined);
    try {
      if (keep && this.isBegun) await this.sync();
      else await this.syncing;
      await this.journal.end(keep && this.isBegun ? await this.options.store.stamps() : null);
    } catch (error) {
      this.warn(error);
      await this.journal.end(null).catch((failure: unknown) => this.warn(failure));
    }
  }

  private async lookThrough(layout: TorrentLayout, onVerified: (piece: number) => void): Promise<void> {
    const { store } = this.options;
    const { signal } = this.ending;
    const stamps = await store.stamps();
    const start = judgePieces(layout, stamps, await this.journal.load(layout.infoHash), BOOT_ID);
    if (signal.aborted) return;
    await this.begin(layout, start);
    await inTurns([...start.durable, ...start.recent], signal, onVerified);
    await hashPieces(start.doubted, {
      layout,
      store,
      signal,
      onVerified: (piece) => {
        store.touch(piece);
        this.verified(piece);
        onVerified(piece);
      },
    });
  }

  private async begin(layout: TorrentLayout, start: JournalStart): Promise<void> {
    await this.journal.begin(layout.infoHash, BOOT_ID, start);
    this.isBegun = true;
    for (const piece of start.recent) this.options.store.touch(piece);
    this.unsynced += start.recent.length;
    this.timer = setInterval(() => {
      if (this.unsynced > 0) this.sync().catch((error: unknown) => this.warn(error));
    }, SYNC_EVERY_MS).unref();
  }

  private async syncNow(): Promise<void> {
    const count = this.unsynced;
    if (count === 0) return;
    this.unsynced = 0;
    try {
      await this.journal.sync(() => this.options.store.sync());
    } catch (error) {
      this.unsynced += count;
      throw error;
    }
  }

  private warn(error: unknown): void {
    this.options.onWarning(error instanceof Error ? error : new Error(String(error)));
  }
}
