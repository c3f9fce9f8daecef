import { Inject, Injectable } from '@nestjs/common';
import { DownloadsConfig } from '../../../common/config/downloads.config.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Outbox } from '../../../common/events/outbox.js';
import { Logger } from '../../../common/logging/logger.js';
import { runWithContext } from '../../../common/logging/request-context.js';
import { MediaService } from '../../media/index.js';
import { RealtimePublisher } from '../../realtime/index.js';
import { DownloadDirectories } from '../download-directories.js';
import { factsOf } from '../downloads.events.js';
import type { ReadableDownload } from '../engine/byte-server.js';
import { LibraryImporter } from '../import/library-importer.js';
import { QuotasRepository } from '../quotas/quotas.repository.js';
import { ActiveDownload } from './active-download.js';
import type { ActiveDownloadParts } from './active-download-parts.js';
import { ClaimedDownloads } from './claimed-downloads.repository.js';
import type { ClaimedDownload } from './claimed-downloads.repository.js';
import { DiskGuard } from './disk-guard.js';
import { DownloadFailures } from './download-failures.js';
import { DownloadKinds } from './download-kinds.js';
import { DownloadMetrics } from './download-metrics.js';
import { DownloadOutcomes } from './download-outcomes.js';
import { ImportPlaces } from './import-places.js';
import { SeedGoals } from './seed-goals.js';
import { WorkerConditions } from './worker-conditions.js';
import { WorkerIdentity } from './worker-identity.js';

/** The downloads that this worker runs. Takes what waits, as long as it has a free place. */
@Injectable()
export class DownloadRunner {
  private readonly active = new Map<string, { download: ActiveDownload; ended: Promise<void> }>();
  /** Claims one after the other, so that a place is never given away twice. */
  private claiming: Promise<unknown> = Promise.resolve();
  private readonly imports = new ImportPlaces();
  private isOpen = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly worker: WorkerIdentity,
    private readonly kinds: DownloadKinds,
    private readonly downloads: ClaimedDownloads,
    private readonly outcomes: DownloadOutcomes,
    private readonly failures: DownloadFailures,
    private readonly conditions: WorkerConditions,
    private readonly disk: DiskGuard,
    private readonly goals: SeedGoals,
    private readonly quotas: QuotasRepository,
    private readonly importer: LibraryImporter,
    private readonly media: MediaService,
    private readonly directories: DownloadDirectories,
    private readonly outbox: Outbox,
    private readonly realtime: RealtimePublisher,
    private readonly metrics: DownloadMetrics,
    private readonly config: DownloadsConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Until then nothing is taken. */
  open(): void {
    this.isOpen = true;
  }

  /** Takes this download if it waits and a place is free; else it is taken later, here or elsewhere. */
  async take(id: string): Promise<void> {
    await this.exclusively(() => this.takeOne(id));
  }

  /** Takes what waits, as the claim orders it, until every place is taken; then what is to be sent to peers. */
  async fill(): Promise<void> {
    await this.exclusively(async () => {
      while (await this.takeOne(null));
      while (await this.takeSeeding());
    });
  }

  /** Lets go of what may not go on now: of everything while this worker is on hold, of those whose owner used up a quota. */
  setAside(): void {
    const { hold, blockedOwners } = this.conditions;
    for (const { download } of this.active.values()) {
      if (hold !== null) download.setAside(hold);
      else if (blockedOwners.includes(download.ownerId)) download.setAside('quota');
    }
  }

  /** Something about this download has changed: obey it if it runs here, else see whether it can run. */
  async look(id: string): Promise<void> {
    const running = this.active.get(id);
    await (running ? running.download.check() : this.take(id));
  }

  find(id: string): ReadableDownload | undefined {
    return this.active.get(id)?.download.served ?? undefined;
  }

  /** Ends every transfer and lets go of every download, so that other workers can go on at once. */
  async close(): Promise<void> {
    this.isOpen = false;
    await this.claiming;
    for (const { download } of this.active.values()) download.stop('shutdown');
    await Promise.all([...this.active.values()].map(({ ended }) => ended));
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.claiming.then(work);
    this.claiming = result.catch(() => undefined);
    return result;
  }

  private async takeOne(id: string | null): Promise<boolean> {
    if (!this.isOpen || this.count(({ takesPlace }) => takesPlace) >= this.config.perWorker) return false;
    const claimedAt = performance.now();
    const claimed = await this.uow.run(() => this.claim(id));
    if (!claimed) return false;
    this.logger.info({ download_id: claimed.id, attempt: claimed.attempts }, 'Download is taken');
    this.launch(claimed, claimedAt);
    return true;
  }

  private async claim(id: string | null): Promise<ClaimedDownload | null> {
    const claimed = await this.downloads.claim(this.worker.id, id, this.conditions.rules());
    if (claimed?.attempts === 1) await this.outbox.record('download.started', factsOf(claimed));
    return claimed;
  }

  private async takeSeeding(): Promise<boolean> {
    if (!this.isOpen || !this.maySeed()) return false;
    const claimedAt = performance.now();
    const claimed = await this.downloads.claimSeeding(this.worker.id, this.kinds.names());
    if (!claimed) return false;
    this.logger.info({ download_id: claimed.id }, 'Seeding goes on');
    this.launch(claimed, claimedAt);
    return true;
  }

  private maySeed(): boolean {
    return this.count(({ isSeeding }) => isSeeding) < this.conditions.seedsAtOnce();
  }

  private count(holds: (download: ActiveDownload) => boolean): number {
    return [...this.active.values()].filter(({ download }) => holds(download)).length;
  }

  private launch(claimed: ClaimedDownload, claimedAt: number): void {
    const { downloads, outcomes, failures, importer, imports, media, directories, disk, goals, quotas } =
      this;
    const { realtime, metrics, config, logger } = this;
    const parts: ActiveDownloadParts = {
      workerId: this.worker.id,
      kind: this.kinds.get(claimed.kind),
      downloads,
      outcomes,
      failures,
      importer,
      imports,
      media,
      directories,
      disk,
      goals,
      quotas,
      realtime,
      metrics,
      config,
      logger,
      maySeed: () => this.maySeed(),
    };
    const download = new ActiveDownload(claimed, parts, claimedAt);
    const ended = runWithContext({ download_id: claimed.id }, () => download.run()).then(() =>
      this.onEnded(claimed.id),
    );
    this.active.set(claimed.id, { download, ended });
    this.metrics.setActive(this.active.size);
  }

  private onEnded(id: string): void {
    this.active.delete(id);
    this.metrics.setActive(this.active.size);
    this.fill().catch((error: unknown) =>
      this.logger.debug({ err: error }, 'The reconciler will look again'),
    );
  }
}
