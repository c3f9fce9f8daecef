import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Logger } from '../../../common/logging/logger.js';
import { DownloadDirectories } from '../download-directories.js';
import { QuotasRepository } from '../quotas/quotas.repository.js';
import { ClaimedDownloads } from './claimed-downloads.repository.js';
import { DownloadLeftovers } from './download-leftovers.repository.js';
import { DownloadRunner } from './download-runner.js';
import { WaitingDownloads } from './waiting-downloads.repository.js';
import { WorkerConditions } from './worker-conditions.js';
import { WorkerIdentity } from './worker-identity.js';
import { WorkerNodes } from './worker-nodes.repository.js';

const INTERVAL_MS = 3000;

/**
 * Keeps every download moving without any message: says that this worker lives, frees what dead neighbours held, takes
 * what waits (an expired lease makes a download wait), and deletes what ended and deleted downloads left behind.
 */
@Injectable()
export class Reconciler {
  private baseUrl = '';
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  /** Disks may hang: what is deleted must not keep downloads from being taken. */
  private cleaning: Promise<void> | null = null;
  private isStopped = false;
  private wasFailing = false;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly worker: WorkerIdentity,
    private readonly nodes: WorkerNodes,
    private readonly downloads: ClaimedDownloads,
    private readonly waiting: WaitingDownloads,
    private readonly conditions: WorkerConditions,
    private readonly quotas: QuotasRepository,
    private readonly leftovers: DownloadLeftovers,
    private readonly directories: DownloadDirectories,
    private readonly runner: DownloadRunner,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Makes this worker known and does a first round; later rounds follow by themselves. */
  async start(baseUrl: string): Promise<void> {
    this.baseUrl = baseUrl;
    await this.nodes.beat({ ...this.node(), baseUrl });
    await this.nodes.forgetOld();
    await this.quotas.forgetOldUsage();
    this.schedule(0);
  }

  /** No round runs after this resolves. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.cleaning;
  }

  async leave(): Promise<void> {
    await this.nodes.remove(this.worker.id);
  }

  private schedule(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => this.schedule(INTERVAL_MS));
    }, delayMs);
  }

  private async round(): Promise<void> {
    try {
      await this.nodes.beat({ ...this.node(), baseUrl: this.baseUrl });
      await this.releaseDeadNeighbours();
      await this.waiting.admitAbandoned();
      await this.conditions.look();
      this.runner.setAside();
      await this.runner.fill();
      await this.waiting.explain(this.conditions.rules(), this.conditions.hold);
      this.cleaning ??= this.clean().finally(() => (this.cleaning = null));
      this.wasFailing = false;
    } catch (error) {
      if (!this.wasFailing) this.logger.warn({ err: error }, 'Downloads can’t be reconciled; trying again');
      this.wasFailing = true;
    }
  }

  private async clean(): Promise<void> {
    try {
      await this.removeLeftovers();
      await this.removeOfDeleted();
    } catch (error) {
      this.logger.warn({ err: error }, 'What ended downloads left can’t be deleted; trying again');
    }
  }

  private async releaseDeadNeighbours(): Promise<void> {
    for (const neighbour of await this.nodes.neighboursOf(this.worker.id, this.worker.host)) {
      if (!this.worker.isDead(neighbour.pid)) continue;
      this.logger.info(
        { worker_id: neighbour.id, pid: neighbour.pid },
        'A worker died; its downloads go on here',
      );
      await this.uow.run(async () => {
        await this.downloads.releaseAllOf(neighbour.id);
        await this.nodes.remove(neighbour.id);
      });
    }
  }

  private async removeLeftovers(): Promise<void> {
    for (;;) {
      const id = this.isStopped ? null : await this.downloads.claimLeftover(this.worker.id);
      if (id === null) return;
      await this.directories.remove(id);
      await this.downloads.releaseRemoved(id, this.worker.id);
    }
  }

  private async removeOfDeleted(): Promise<void> {
    for (;;) {
      const id = this.isStopped ? null : await this.leftovers.claim();
      if (id === null) return;
      await this.directories.remove(id);
      await this.leftovers.forget(id);
    }
  }

  private node() {
    const { id, host, pid } = this.worker;
    return { id, host, pid };
  }
}
