import type { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { isDatabaseUnavailable } from '../../../common/database/postgres-errors.js';
import type { Logger } from '../../../common/logging/logger.js';
import type { MediaService } from '../../media/index.js';
import type { RealtimePublisher } from '../../realtime/index.js';
import type { DownloadDirectories } from '../download-directories.js';
import type { StoredFile } from '../download.entity.js';
import { DownloadState } from '../download-state.js';
import type {
  DownloadFile,
  DownloadKind,
  DownloadMetadata,
  DownloadSession,
} from '../engine/download-kind.js';
import { NO_LIMITS } from '../engine/download-source.js';
import type { LibraryImporter } from '../import/library-importer.js';
import type { ClaimedDownload, ClaimedDownloads } from './claimed-downloads.repository.js';
import { CountedReads } from './counted-reads.js';
import type { ReadableDownload } from '../engine/byte-server.js';
import { DownloadLease } from './download-lease.js';
import type { DownloadMetrics } from './download-metrics.js';
import type { DownloadOutcomes } from './download-outcomes.js';
import { ProgressReporter } from './progress-reporter.js';
import { StopRequest, stopReasonOf } from './stop-request.js';
import type { StopReason } from './stop-request.js';
import { transfer } from './transfer.js';

/** Players that read when a download completes get this long to come to the end of their request. */
const LINGER_MS = 30 * 60 * 1000;

export interface ActiveDownloadParts {
  readonly workerId: string;
  readonly kind: DownloadKind;
  readonly downloads: ClaimedDownloads;
  readonly outcomes: DownloadOutcomes;
  readonly importer: LibraryImporter;
  readonly media: MediaService;
  readonly directories: DownloadDirectories;
  readonly realtime: RealtimePublisher;
  readonly metrics: DownloadMetrics;
  readonly config: DownloadsConfig;
  readonly logger: Logger;
}

/** One claimed download in this worker, from the claim until the worker lets go of it. */
export class ActiveDownload {
  private readonly lease: DownloadLease;
  private session: DownloadSession | null = null;
  private reads: CountedReads | null = null;
  private hasCompleted = false;

  constructor(
    private readonly download: ClaimedDownload,
    private readonly parts: ActiveDownloadParts,
    claimedAt: number,
  ) {
    const { workerId, downloads, logger } = parts;
    this.lease = new DownloadLease({ downloadId: download.id, workerId, claimedAt, downloads, logger });
  }

  /** Whether it takes one of the worker's places: what has completed only waits for its last readers. */
  get takesPlace(): boolean {
    return !this.hasCompleted;
  }

  /** Its bytes, while its session is open. */
  get served(): ReadableDownload | null {
    return this.reads;
  }

  /** The row may have changed: obey it now. */
  check(): Promise<void> {
    return this.lease.check();
  }

  stop(reason: StopReason): void {
    this.lease.stop(reason);
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
      await this.closeSession().catch((error: unknown) =>
        logger.error({ err: error }, 'A session did not close'),
      );
      await this.lease.end();
    }
  }

  private async work(): Promise<void> {
    const { download, lease } = this;
    const { outcomes, importer, media, workerId } = this.parts;
    // An import that was cut short goes on from the files on disk: they are verified, and may be linked already.
    const files = download.state === DownloadState.Importing ? download.files : await this.fetch();
    const title = download.mediaId === null ? null : await media.getById(download.mediaId);
    const imported = await importer.import({ ...download, files }, title, lease.signal);
    if (!(await outcomes.complete(download, workerId, imported))) throw new StopRequest('lost');
    this.hasCompleted = true;
    await this.reads?.idle(LINGER_MS, lease.signal);
    await this.removeDirectory();
  }

  private async fetch(): Promise<StoredFile[]> {
    const { download, lease } = this;
    const { kind, directories, config, workerId, downloads, realtime, metrics, logger } = this.parts;
    const session = await kind.open({
      id: download.id,
      source: download.source,
      limits: { ...NO_LIMITS, ...download.limits },
      directory: directories.of(download.id),
      journalDirectory: directories.journalOf(download.id),
      metadata: download.metadata,
    });
    this.session = session;
    this.reads = new CountedReads(session);
    const reporter = new ProgressReporter({ download, workerId, downloads, realtime, metrics, logger });
    await transfer({
      session,
      signal: lease.signal,
      limits: config,
      onMetadata: (metadata) => void this.saveMetadata(metadata),
      onLook: (snapshot) => reporter.report(snapshot),
    }).finally(() => reporter.end());
    reporter.report(session.snapshot());
    return this.enterImport(session);
  }

  /** From here on neither pause nor cancel is obeyed: the state says so to the owner. */
  private async enterImport(session: DownloadSession): Promise<StoredFile[]> {
    const files = session.files().map(toStoredFile);
    const totalBytes = session.snapshot().totalBytes ?? 0;
    const changes = {
      state: DownloadState.Importing,
      files,
      totalBytes,
      bytesDone: totalBytes,
      etaSeconds: null,
    };
    const { downloads, workerId } = this.parts;
    if (await downloads.updateRunning(this.download.id, workerId, [DownloadState.Running], changes))
      return files;
    await this.lease.check();
    this.lease.signal.throwIfAborted();
    throw new StopRequest('lost');
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

  private async letGo(error: unknown): Promise<void> {
    const { downloads, outcomes, workerId, logger } = this.parts;
    const { id } = this.download;
    await this.closeSession();
    const reason = this.reasonOf(error);
    if (reason === 'cancelled') return this.removeDirectory();
    if (reason === null && !this.hasCompleted) {
      if (await outcomes.fail(this.download, workerId, error)) return;
    } else {
      logger.info({ download_id: id, reason: reason ?? 'cleaning up failed' }, 'Download is let go');
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
    await this.closeSession();
    await directories.remove(this.download.id);
    await downloads.releaseRemoved(this.download.id, workerId);
  }

  private async closeSession(): Promise<void> {
    this.reads = null;
    await this.session?.stop();
  }
}

const toStoredFile = ({ index, path, sizeBytes, isWanted }: DownloadFile): StoredFile => ({
  index,
  path,
  size_bytes: sizeBytes,
  is_wanted: isWanted,
});
