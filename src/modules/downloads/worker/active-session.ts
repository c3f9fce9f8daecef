import { isDatabaseUnavailable } from '../../../common/database/postgres-errors.js';
import type { ReadableDownload } from '../engine/byte-server.js';
import type { StoredFile } from '../download.entity.js';
import { DownloadState } from '../download-state.js';
import type { DownloadMetadata, DownloadSession } from '../engine/download-kind.js';
import { NO_LIMITS } from '../engine/download-source.js';
import type { DownloadLimits } from '../engine/download-source.js';
import type { ActiveDownloadParts } from './active-download-parts.js';
import type { ClaimedDownload, LeasedFacts } from './claimed-downloads.repository.js';
import { CountedReads } from './counted-reads.js';
import { closeSession, openSession } from './open-session.js';
import { ProgressReporter } from './progress-reporter.js';
import { toStoredFile } from './stored-file.js';
import { Seeding } from './seeding.js';
import { StopRequest } from './stop-request.js';
import { transfer } from './transfer.js';

/** What a finished transfer has brought. */
export interface TransferResult {
  readonly files: StoredFile[];
  readonly totalBytes: number;
  /** In all runs. */
  readonly bytesSent: number;
}

/** The engine's side of an active download: its session, fetching, then sending to others. */
export class ActiveSession {
  private session: DownloadSession | null = null;
  private reads: CountedReads | null = null;
  private bytesDone = 0;
  private wished: Partial<DownloadLimits>;

  constructor(
    private readonly download: ClaimedDownload,
    private readonly parts: ActiveDownloadParts,
    private readonly signal: AbortSignal,
  ) {
    this.wished = download.limits;
  }

  get served(): ReadableDownload | null {
    return this.reads;
  }

  /** Whether this run has brought it further. Only of torrents it is sure that what has arrived stays. */
  get hasProgressed(): boolean {
    return this.download.kind === 'torrent' && this.bytesDone > this.download.bytesDone;
  }

  /** As its owner wants them now. */
  get limits(): Partial<DownloadLimits> {
    return this.wished;
  }

  /** Limits that have changed hold from now on. */
  obey({ limits }: LeasedFacts): void {
    if (JSON.stringify(limits) === JSON.stringify(this.wished)) return;
    this.wished = limits;
    this.session?.setLimits({ ...NO_LIMITS, ...limits });
  }

  /** Rejects with the signal's reason, and when there is no room. */
  async open(): Promise<void> {
    const { download, signal } = this;
    const { kind, directories, disk, logger } = this.parts;
    if (download.state === DownloadState.Running && download.totalBytes !== null)
      await disk.reserve(download.id, Math.max(download.totalBytes - download.bytesDone, 0));
    const task = {
      id: download.id,
      source: download.source,
      limits: { ...NO_LIMITS, ...this.wished },
      directory: directories.of(download.id),
      journalDirectory: directories.journalOf(download.id),
      metadata: download.metadata,
    };
    this.session = await openSession(kind, task, signal, logger);
    this.reads = new CountedReads(this.session);
  }

  /** Resolves when every byte is there. */
  async transfer(): Promise<void> {
    const { download, signal } = this;
    const { config, disk } = this.parts;
    const session = this.opened();
    const reporter = new ProgressReporter({ ...this.parts, download, files: () => session.files() });
    const room = new AbortController();
    const transferred = transfer({
      session,
      signal: AbortSignal.any([signal, room.signal]),
      limits: config,
      onMetadata: (metadata) => {
        this.reserve(metadata).catch((error: unknown) => room.abort(error));
        void this.saveMetadata(metadata);
      },
      onLook: (snapshot) => {
        this.bytesDone = snapshot.bytesDone;
        disk.note(download.id, Math.max((snapshot.totalBytes ?? 0) - snapshot.bytesDone, 0));
        reporter.report(snapshot);
      },
    });
    await transferred.finally(() => reporter.end(session.snapshot()));
    disk.forget(download.id);
    reporter.report(session.snapshot());
    await reporter.end(session.snapshot());
  }

  result(): TransferResult {
    const session = this.opened();
    const { totalBytes, bytesSent } = session.snapshot();
    return {
      files: session.files().map(toStoredFile),
      totalBytes: totalBytes ?? 0,
      bytesSent: this.download.bytesSent + bytesSent,
    };
  }

  /** Sends to other peers as long as that is wanted. What goes wrong meanwhile ends it. */
  async seed(): Promise<void> {
    const { download, signal } = this;
    const { downloads, goals, workerId, logger } = this.parts;
    const goal = () => goals.of({ kind: download.kind, limits: this.wished });
    try {
      if (!this.session) await this.open();
      await new Seeding({ download, workerId, session: this.opened(), signal, downloads, goal }).run();
    } catch (error) {
      if (signal.aborted || isDatabaseUnavailable(error)) throw error;
      logger.warn({ err: error, download_id: download.id }, 'Seeding ends early');
      const { bytesSent, seededSeconds } = download;
      await downloads.updateSeeding(download.id, workerId, { bytesSent, seededSeconds, isSeeding: false });
    }
  }

  /** Resolves when no player reads any more, at the latest after `maxMs`. */
  async idle(maxMs: number): Promise<void> {
    await this.reads?.idle(maxMs, this.signal);
  }

  async close(): Promise<void> {
    const { session } = this;
    this.reads = null;
    this.session = null;
    this.parts.disk.forget(this.download.id);
    if (session) await closeSession(session, this.parts.logger);
  }

  private opened(): DownloadSession {
    if (!this.session) throw new StopRequest('lost');
    return this.session;
  }

  private async reserve({ totalBytes }: DownloadMetadata): Promise<void> {
    if (totalBytes === null) return;
    // While files are being checked, the row knows better.
    const bytesDone = Math.max(this.session?.snapshot().bytesDone ?? 0, this.download.bytesDone);
    await this.parts.disk.reserve(this.download.id, Math.max(totalBytes - bytesDone, 0));
  }

  /** What can't be stored now is asked of peers again in the next run. */
  private async saveMetadata({ files, totalBytes, bytes }: DownloadMetadata): Promise<void> {
    const { downloads, workerId, logger } = this.parts;
    const changes = { files: files.map(toStoredFile), totalBytes, metadata: bytes };
    try {
      await downloads.updateRunning(this.download.id, workerId, [DownloadState.Running], changes);
    } catch (error) {
      logger.warn({ err: error, download_id: this.download.id }, 'The metadata was not stored');
    }
  }
}
