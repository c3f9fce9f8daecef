import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import type { Logger } from '../../../common/logging/logger.js';
import { userRoom } from '../../realtime/index.js';
import type { RealtimePublisher } from '../../realtime/index.js';
import type { Download, StoredPeer } from '../download.entity.js';
import { toProgressMessage } from '../download-progress.message.js';
import type { ProgressFacts } from '../download-progress.message.js';
import { DownloadState } from '../download-state.js';
import type { DownloadFile, DownloadPeer, DownloadSnapshot } from '../engine/download-kind.js';
import { toStoredFile } from './stored-file.js';
import type { QuotasRepository } from '../quotas/quotas.repository.js';
import type { ClaimedDownloads } from './claimed-downloads.repository.js';
import type { DownloadMetrics } from './download-metrics.js';

const SAMPLE_EVERY_MS = 2000;
const STORED_PEERS = 50;
/** Of more files, what each has would make every sample a large one. */
const MOST_COUNTED_FILES = 100;

export interface ReporterOptions {
  readonly download: Pick<Download, 'id' | 'ownerId' | 'kind' | 'bytesDone' | 'bytesSent' | 'totalBytes'>;
  readonly workerId: string;
  readonly files: () => readonly DownloadFile[];
  readonly downloads: ClaimedDownloads;
  readonly realtime: RealtimePublisher;
  readonly metrics: DownloadMetrics;
  readonly quotas: QuotasRepository;
  readonly logger: Logger;
}

/** Tells the owner's sockets how a transfer goes, and samples it into the row. */
export class ProgressReporter {
  private lastMessage = '';
  private lastSampleAt = 0;
  private bytesReceived = 0;
  private bytesBooked = 0;
  private sampling: Promise<void> | null = null;

  constructor(private readonly options: ReporterOptions) {}

  /** Called as often as clients may hear of it; says nothing when nothing has changed. */
  report(snapshot: DownloadSnapshot): void {
    const { download, realtime } = this.options;
    this.count(snapshot);
    const message = toProgressMessage(this.factsOf(snapshot));
    const text = JSON.stringify(message);
    if (text !== this.lastMessage) void realtime.publish(userRoom(download.ownerId), message);
    this.lastMessage = text;
    if (this.sampling === null && performance.now() - this.lastSampleAt >= SAMPLE_EVERY_MS)
      this.sampling = this.sample(snapshot).finally(() => (this.sampling = null));
  }

  /** Counts what has arrived to the last; nothing is written after this resolves. */
  async end(last: DownloadSnapshot): Promise<void> {
    this.count(last);
    await this.sampling;
    await this.book().catch((error: unknown) => this.onUnwritten(error));
  }

  private count({ bytesReceived }: DownloadSnapshot): void {
    const { download, metrics } = this.options;
    metrics.received(download.kind, bytesReceived - this.bytesReceived);
    this.bytesReceived = bytesReceived;
  }

  private factsOf(snapshot: DownloadSnapshot): ProgressFacts {
    const { id, bytesDone, totalBytes } = this.options.download;
    return {
      id,
      state: DownloadState.Running,
      bytesDone: isCounted(snapshot) ? snapshot.bytesDone : bytesDone,
      totalBytes: snapshot.totalBytes ?? totalBytes,
      speedBytesPerSec: snapshot.speedBytesPerSecond,
      etaSeconds: snapshot.etaSeconds,
    };
  }

  /** A sample that can't be written is not missed: the next one is two seconds away. */
  private async sample(snapshot: DownloadSnapshot): Promise<void> {
    this.lastSampleAt = performance.now();
    const { downloads, download, workerId, files } = this.options;
    const counted = isCounted(snapshot) ? toCountedFiles(files()) : {};
    const sample = { ...toSample(snapshot), ...counted, bytesSent: download.bytesSent + snapshot.bytesSent };
    try {
      await downloads.updateRunning(download.id, workerId, [DownloadState.Running], sample);
      await this.book();
    } catch (error) {
      this.onUnwritten(error);
    }
  }

  /** Puts what has arrived since the last time on its owner's account. */
  private async book(): Promise<void> {
    const { download, quotas } = this.options;
    const received = this.bytesReceived;
    if (received <= this.bytesBooked) return;
    await quotas.addUsage(download.ownerId, received - this.bytesBooked);
    this.bytesBooked = received;
  }

  private onUnwritten(error: unknown): void {
    const { logger, download } = this.options;
    logger.debug({ err: error, download_id: download.id }, 'Progress was not stored');
  }
}

const MAX_INTEGER = 2 ** 31 - 1;

/** While files of an earlier run are being checked, and before the metadata is there, the row knows better. */
const isCounted = ({ state }: DownloadSnapshot): boolean => state !== 'metadata' && state !== 'checking';

export function toSample(snapshot: DownloadSnapshot): QueryDeepPartialEntity<Download> {
  return {
    ...(isCounted(snapshot) ? { bytesDone: snapshot.bytesDone } : {}),
    ...(snapshot.totalBytes === null ? {} : { totalBytes: snapshot.totalBytes }),
    speedBytesPerSec: snapshot.speedBytesPerSecond,
    etaSeconds: snapshot.etaSeconds === null ? null : Math.min(snapshot.etaSeconds, MAX_INTEGER),
    seeders: snapshot.seeders,
    leechers: snapshot.leechers,
    currentFile: snapshot.currentFile,
    filesDone: snapshot.filesDone,
    filesFailed: snapshot.filesFailed,
    peers: snapshot.peers.slice(0, STORED_PEERS).map(toStoredPeer),
    lastProgressAt: snapshot.lastProgressAt,
  };
}

/** One file alone has what the download has. */
const toCountedFiles = (files: readonly DownloadFile[]): Pick<QueryDeepPartialEntity<Download>, 'files'> =>
  files.length < 2 || files.length > MOST_COUNTED_FILES
    ? {}
    : { files: files.map((file) => ({ ...toStoredFile(file), bytes_done: file.bytesDone })) };

const toStoredPeer = (peer: DownloadPeer): StoredPeer => ({
  address: peer.address,
  client: peer.client,
  is_seeder: peer.isSeeder,
  speed_bytes_per_sec: peer.speedBytesPerSecond,
});
