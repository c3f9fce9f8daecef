import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { ProviderAnswersRepository } from './answers/provider-answers.repository.js';
import { SearchRetention } from './search-retention.js';
import { SearchesRepository } from './searches.repository.js';

const INTERVAL_MS = 10 * 60_000;
/** A search has hundreds of rows below it; short transactions leave room for others. */
const SEARCHES_AT_ONCE = 50;
const ANSWERS_AT_ONCE = 500;

/** Deletes searches that have expired and answers that are shared no more. Several workers may do so at once. */
@Injectable()
export class SearchSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly searches: SearchesRepository,
    private readonly answers: ProviderAnswersRepository,
    private readonly retention: SearchRetention,
    private readonly settings: SettingsService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), INTERVAL_MS);
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  async sweep(): Promise<void> {
    const before = this.retention.expiredBefore(new Date());
    const shareMinutes = this.settings.get(SETTINGS.search.share_minutes);
    await this.inBatches(SEARCHES_AT_ONCE, (limit) => this.searches.deleteEndedBefore(before, limit));
    await this.inBatches(ANSWERS_AT_ONCE, (limit) => this.answers.deleteStale(shareMinutes, limit));
  }

  private async inBatches(size: number, deleteSome: (limit: number) => Promise<number>): Promise<void> {
    for (let count = size; count === size && !this.isStopped;) count = await deleteSome(size);
  }

  private wake(): void {
    this.running ??= this.sweep()
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'Old searches could not be deleted; trying again later'),
      )
      .finally(() => (this.running = undefined));
  }
}
