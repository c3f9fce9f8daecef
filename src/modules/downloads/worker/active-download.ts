import { isDatabaseUnavailable } from '../../../common/database/postgres-errors.js';
import type { StoredFile } from '../download.entity.js';
import { DownloadState } from '../download-state.js';
import type { ReadableDownload } from '../engine/byte-server.js';
import type { ActiveDownloadParts } from './active-download-parts.js';
import { ActiveSession } from './active-session.js';
import type { ClaimedDownload } from './claimed-downloads.repository.js';
import { DownloadLease } from './download-lease.js';
import { StopRequest, stopReasonOf, waitReasonOf } from './stop-request.js';
import type { StopReason } from './stop-request.js';

/** Players that read when a download completes get this long to come to the end of their request. */
const LINGER_MS = 30 * 60 * 1000;
/** Until what does not fit is tried again. */
const NO_ROOM_DELAY_SECONDS = 60;

/** One claimed download in this worker, from the claim until the worker lets go of it. */
export class ActiveDownload {
  private readonly lease: DownloadLease;
  private readonly session: ActiveSession;
  private hasCompleted: boolean;
  private isImporting: boolean;
  private isSeeded: boolean;

  constructor(
    private readonly download: ClaimedDownload,
    private readonly parts: ActiveDownloadParts,
    claimedAt: number,
  ) {
    const { workerId, downloads, logger } = parts;
    this.hasCompleted = download.state === DownloadState.Completed;
    this.isSeeded = this.hasCompleted;
    this.isImporting = download.state === DownloadState.Importing;
    this.lease = new DownloadLease({
      downloadId: download.id,
      workerId,
      claimedAt,
      downloads,
      logger,
      onFacts: (facts) => this.session.obey(facts),
    });
    this.session = new ActiveSession(download, parts, this.lease.signal);
  }

  get ownerId(): string {
    return this.download.ownerId;
  }

  /** Whether it takes one of the worker's places: what has completed only waits for readers, or is sent to peers. */
  get takesPlace(): boolean {
    return !this.hasCompleted;
  }

  /** Whether it is completed and sent to other peers. */
  get isSeeding(): boolean {
    return this.hasCompleted && this.isSeeded;
  }

  /** Its bytes, while its session is open. */
  get served(): ReadableDownload | null {
    return this.session.served;
  }

  /** The row may have changed: obey it now. */
  check(): Promise<void> {
    return this.lease.check();
  }

  stop(reason: StopReason): void {
    this.lease.stop(reason);
  }

  /** Stops what is still being fetched; an import goes on. */
  setAside(reason: StopReason): void {
    if (!this.hasCompleted && !this.isImporting) this.lease.stop(reason);
  }

  /** Resolves when the worker has let go, for whatever reason; never rejects. */
  async run(): Promise<void> {
    const { logger } = this.parts;
    this.lease.start();
    try {
      await this.work().catch((error: unknown) => this.letGo(error));
    } catch (error) {
      // The lease runs out by itself, and another worker, or this one, goes on from there.
      logger.warn({ err: error, download_id: this.download.id }, 'The download could not be released');
    } finally {
      await this.session.close();
      await this.lease.end();
    }
  }

  private async work(): Promise<void> {
    if (!this.hasCompleted) await this.bringIn();
    if (this.isSeeded) await this.session.seed();
    this.isSeeded = false;
    await this.session.idle(LINGER_MS);
    await this.removeDirectory();
  }

  private async bringIn(): Promise<void> {
    const { download, lease } = this;
    const { outcomes, importer, imports, media, goals, workerId } = this.parts;
    // An import that was cut short goes on from the files on disk: they are verified, and may be linked already.
    const files = this.isImporting ? download.files : await this.fetch();
    const title = download.mediaId === null ? null : await media.getById(download.mediaId);
    const { signal } = lease;
    const imported = await imports.run(signal, () => importer.import({ ...download, files }, title, signal));
    const isSeeding = goals.of({ kind: download.kind, limits: this.session.limits }) !== null;
    if (!(await outcomes.complete(download, workerId, imported, isSeeding))) throw new StopRequest('lost');
    this.hasCompleted = true;
    // One too many goes on later: its row says that it is to be sent.
    if (isSeeding && !this.parts.maySeed()) throw new StopRequest('shutdown');
    this.isSeeded = isSeeding;
  }

  private async fetch(): Promise<StoredFile[]> {
    await this.session.open();
    await this.session.transfer();
    return this.enterImport();
  }

  /** From here on neither pause nor cancel is obeyed: the state says so to the owner. */
  private async enterImport(): Promise<StoredFile[]> {
    const { downloads, workerId } = this.parts;
    const { files, totalBytes, bytesSent } = this.session.result();
    const changes = {
      state: DownloadState.Importing,
      files,
      totalBytes,
      bytesDone: totalBytes,
      bytesSent,
      etaSeconds: null,
    };
    if (await downloads.updateRunning(this.download.id, workerId, [DownloadState.Running], changes)) {
      this.isImporting = true;
      return files;
    }
    await this.lease.check();
    this.lease.signal.throwIfAborted();
    throw new StopRequest('lost');
  }

  private async letGo(error: unknown): Promise<void> {
    const { downloads, failures, workerId, logger } = this.parts;
    const { id } = this.download;
    await this.session.close();
    const reason = this.reasonOf(error);
    if (reason === 'cancelled' && !(await downloads.keepsFiles(id))) return this.removeDirectory();
    if (reason === null && !this.hasCompleted) {
      if (await failures.handle(this.download, workerId, error, this.session.hasProgressed)) return;
    } else {
      logger.info({ download_id: id, reason: reason ?? 'cleaning up failed' }, 'Download is let go');
    }
    const waitsFor = waitReasonOf(reason);
    if (waitsFor !== null) {
      // What everybody waits for is watched; what only this one needs is not.
      const delaySeconds = stopReasonOf(this.lease.signal) === null ? NO_ROOM_DELAY_SECONDS : null;
      if (await downloads.setAside(id, workerId, { waitsFor, delaySeconds, failure: null })) return;
    }
    await downloads.release(id, workerId);
  }

  /** A database that is away is no fault of the download: it waits until the database is back. */
  private reasonOf(error: unknown): StopReason | null {
    const asked = stopReasonOf(this.lease.signal);
    if (asked !== null) return asked;
    if (error instanceof StopRequest) return error.reason;
    return isDatabaseUnavailable(error) ? 'lost' : null;
  }

  private async removeDirectory(): Promise<void> {
    const { directories, downloads, workerId } = this.parts;
    await this.session.close();
    await directories.remove(this.download.id);
    await downloads.releaseRemoved(this.download.id, workerId);
  }
}
