import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../../common/logging/logger.js';
import { TmdbService } from '../../tmdb/index.js';
import { DueMetadata } from './due-metadata.repository.js';
import { MetadataNudges } from './metadata-nudges.js';

const INTERVAL_MS = 30_000;
/** A round's titles are asked about before the next one begins, at TMDB's usual speed. */
const BATCH_SIZE = 100;

/** Queues the titles that are due, also those whose job was lost. */
@Injectable()
export class MetadataReconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly tmdb: TmdbService,
    private readonly due: DueMetadata,
    private readonly nudges: MetadataNudges,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), INTERVAL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** Jobs that are still queued are not queued twice: their keys are known. */
  async reconcile(): Promise<void> {
    if (!this.tmdb.isConfigured()) return;
    for (const id of await this.due.list(BATCH_SIZE)) await this.nudges.toFetch(id);
  }

  private wake(): void {
    this.running ??= this.reconcile()
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'Metadata could not be queued; trying again'),
      )
      .finally(() => (this.running = undefined));
  }
}
