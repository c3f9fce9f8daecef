import type { DownloadsConfig } from '../../../common/config/downloads.config.js';
import type { Logger } from '../../../common/logging/logger.js';
import type { MediaService } from '../../media/index.js';
import type { RealtimePublisher } from '../../realtime/index.js';
import type { DownloadDirectories } from '../download-directories.js';
import type { DownloadKind } from '../engine/download-kind.js';
import type { LibraryImporter } from '../import/library-importer.js';
import type { QuotasRepository } from '../quotas/quotas.repository.js';
import type { ClaimedDownloads } from './claimed-downloads.repository.js';
import type { DiskGuard } from './disk-guard.js';
import type { DownloadFailures } from './download-failures.js';
import type { DownloadMetrics } from './download-metrics.js';
import type { DownloadOutcomes } from './download-outcomes.js';
import type { ImportPlaces } from './import-places.js';
import type { SeedGoals } from './seed-goals.js';

/** What an active download works with. */
export interface ActiveDownloadParts {
  readonly workerId: string;
  readonly kind: DownloadKind;
  readonly downloads: ClaimedDownloads;
  readonly outcomes: DownloadOutcomes;
  readonly failures: DownloadFailures;
  readonly importer: LibraryImporter;
  readonly imports: ImportPlaces;
  readonly media: MediaService;
  readonly directories: DownloadDirectories;
  readonly disk: DiskGuard;
  readonly goals: SeedGoals;
  readonly quotas: QuotasRepository;
  readonly realtime: RealtimePublisher;
  readonly metrics: DownloadMetrics;
  readonly config: DownloadsConfig;
  readonly logger: Logger;
  /** Whether one more completed download may be sent to peers. */
  maySeed(): boolean;
}
