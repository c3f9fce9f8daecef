import type { Download } from '../download.entity.js';
import type { DownloadSession } from '../engine/download-kind.js';
import type { ClaimedDownloads } from './claimed-downloads.repository.js';
import { isReached } from './seed-goals.js';
import type { SeedGoal } from './seed-goals.js';

const LOOK_EVERY_MS = 500;
const SAVE_EVERY_MS = 2000;

export interface SeedingOptions {
  readonly download: Pick<Download, 'id' | 'bytesSent' | 'seededSeconds' | 'totalBytes'>;
  readonly workerId: string;
  readonly session: DownloadSession;
  /** Aborted when the worker is to let go: seeding goes on later. */
  readonly signal: AbortSignal;
  readonly downloads: ClaimedDownloads;
  /** As of now; null when it is not to be sent any more. */
  goal(): SeedGoal | null;
}

/**
 * Sends a completed download to other peers until its goal is reached, its files are found damaged, or somebody ended it.
 * How far it is survives in the row.
 */
export class Seeding {
  private readonly startedAt = performance.now();
  private savedAt = -Infinity;

  constructor(private readonly options: SeedingOptions) {}

  /** Rejects with the signal's reason, and with what the session fails with. */
  async run(): Promise<void> {
    const { session, signal } = this.options;
    signal.throwIfAborted();
    const { promise: ended, reject } = Promise.withResolvers<never>();
    // Nobody may be waiting for it at that moment.
    ended.catch(() => undefined);
    const onAbort = () => reject(signal.reason);
    session.once('error', reject);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (await this.goesOn()) await Promise.race([pause(LOOK_EVERY_MS), ended]);
    } finally {
      session.off('error', reject);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private async goesOn(): Promise<boolean> {
    const { download, session, goal } = this.options;
    const snapshot = session.snapshot();
    const bytes = download.bytesSent + snapshot.bytesSent;
    const seconds = download.seededSeconds + (performance.now() - this.startedAt) / 1000;
    const totalBytes = snapshot.totalBytes ?? download.totalBytes ?? 0;
    // It was complete: what is missing now is gone, and is not fetched for the sake of others.
    const isDamaged = snapshot.state === 'downloading' && snapshot.bytesDone < totalBytes;
    const aim = goal();
    const isOver = aim === null || isDamaged || isReached(aim, { bytes, seconds }, totalBytes);
    if (!isOver && performance.now() - this.savedAt < SAVE_EVERY_MS) return true;
    this.savedAt = performance.now();
    return (await this.save(bytes, seconds, isOver)) && !isOver;
  }

  private save(bytesSent: number, seconds: number, isOver: boolean): Promise<boolean> {
    const { download, workerId, downloads } = this.options;
    const changes = { bytesSent, seededSeconds: Math.floor(seconds), isSeeding: !isOver };
    return downloads.updateSeeding(download.id, workerId, changes);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
