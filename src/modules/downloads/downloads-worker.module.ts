import { Module } from '@nestjs/common';
import { QueueModule } from '../../common/queue/queue.module.js';
import { MediaModule } from '../media/index.js';
import { DownloadDirectories } from './download-directories.js';
import { DOWNLOAD_RUN } from './download-run.queue.js';
import { DownloadsModule } from './downloads.module.js';
import { LIBRARY_CHECKSUM } from './import/checksums/library-checksum.queue.js';
import { IMPORT_PROVIDERS } from './import/import-providers.js';
import { ClaimedDownloads } from './worker/claimed-downloads.repository.js';
import { DiskGuard } from './worker/disk-guard.js';
import { DownloadFailures } from './worker/download-failures.js';
import { DownloadKinds } from './worker/download-kinds.js';
import { DownloadLeftovers } from './worker/download-leftovers.repository.js';
import { DownloadMetrics } from './worker/download-metrics.js';
import { DownloadNotices } from './worker/download-notices.js';
import { DownloadOutcomes } from './worker/download-outcomes.js';
import { DownloadRunProcessor } from './worker/download-run.processor.js';
import { DownloadRunner } from './worker/download-runner.js';
import { DownloadWorker } from './worker/download-worker.js';
import { DownloadBytes } from './worker/download-bytes.js';
import { NudgeListener } from './worker/nudge-listener.js';
import { Reconciler } from './worker/reconciler.js';
import { SeedGoals } from './worker/seed-goals.js';
import { WaitingDownloads } from './worker/waiting-downloads.repository.js';
import { WorkerConditions } from './worker/worker-conditions.js';
import { TorrentKind } from './worker/torrent-kind.js';
import { TorrentPolicy } from './worker/torrent-policy.js';
import { WebSeedFetch } from './worker/torrent-policy-web-seeds.js';
import { WorkerIdentity } from './worker/worker-identity.js';
import { WorkerNodes } from './worker/worker-nodes.repository.js';

/** Running downloads, in worker processes only. */
@Module({
  imports: [DownloadsModule, MediaModule, QueueModule.register(DOWNLOAD_RUN, LIBRARY_CHECKSUM)],
  providers: [
    WorkerIdentity,
    WorkerNodes,
    ClaimedDownloads,
    DownloadLeftovers,
    DownloadDirectories,
    ...IMPORT_PROVIDERS,
    TorrentPolicy,
    WebSeedFetch,
    TorrentKind,
    DownloadKinds,
    DownloadMetrics,
    DownloadOutcomes,
    DownloadFailures,
    DiskGuard,
    SeedGoals,
    WaitingDownloads,
    WorkerConditions,
    DownloadNotices,
    DownloadRunner,
    DownloadRunProcessor,
    DownloadBytes,
    NudgeListener,
    Reconciler,
    DownloadWorker,
  ],
})
export class DownloadsWorkerModule {}
