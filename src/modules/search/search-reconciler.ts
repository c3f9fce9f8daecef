import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import { SearchDispatcher } from './search-dispatcher.js';
import { SearchLifecycle } from './search-lifecycle.service.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';

const INTERVAL_MS = 30_000;
const BATCH_SIZE = 500;

/** Compares what is open in PostgreSQL with the queues, which may have been lost: ends what is due, queues the rest again. */
@Injectable()
export class SearchReconciler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly dispatcher: SearchDispatcher,
    private readonly lifecycle: SearchLifecycle,
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
    for (const search of await this.searches.listOpen(BATCH_SIZE)) {
      if (search.deadlineAt <= new Date()) await this.lifecycle.endIfDue(search.id);
      else await this.dispatch(search);
    }
    for (const { id, scoringJobId } of await this.searches.listAwaitingScoring(BATCH_SIZE)) {
      if (scoringJobId !== null) await this.dispatcher.dispatchScoring(id, scoringJobId);
    }
  }

  /** A worker may have died between the last provider's end and that of the search. */
  private async dispatch(search: Search): Promise<void> {
    const runs = await this.runs.listOpen(search.id);
    if (runs.length === 0) await this.lifecycle.endIfAnswered(search.id);
    else await this.dispatcher.dispatchSearch(search, runs);
  }

  private wake(): void {
    this.running ??= this.reconcile()
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'Searches could not be reconciled; trying again'),
      )
      .finally(() => (this.running = undefined));
  }
}
