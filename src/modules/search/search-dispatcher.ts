import { Inject, Injectable } from '@nestjs/common';
import { QueueUnavailableError } from '../../common/errors/common.errors.js';
import { Logger } from '../../common/logging/logger.js';
import { InjectJobQueue } from '../../common/queue/inject-job-queue.js';
import { JobQueue } from '../../common/queue/job-queue.js';
import type { ProviderRun } from './provider-run.entity.js';
import { SEARCH_DEADLINE, SEARCH_PROVIDER, SEARCH_SCORE } from './search-queues.js';
import type { SearchDeadlineJob, SearchProviderJob, SearchScoreJob } from './search-queues.js';
import type { Search } from './search.entity.js';

/** A deadline job that comes a moment early would find nothing to do. */
const DEADLINE_MARGIN_MS = 100;

/** Tells the workers what there is to do. A queue that is away is no loss: the reconciler tells them again. */
@Injectable()
export class SearchDispatcher {
  constructor(
    @InjectJobQueue(SEARCH_PROVIDER) private readonly providers: JobQueue<SearchProviderJob>,
    @InjectJobQueue(SEARCH_DEADLINE) private readonly deadlines: JobQueue<SearchDeadlineJob>,
    @InjectJobQueue(SEARCH_SCORE) private readonly scorings: JobQueue<SearchScoreJob>,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async dispatchSearch(search: Search, runs: readonly ProviderRun[]): Promise<void> {
    const delayMs = Math.max(0, search.deadlineAt.getTime() - Date.now()) + DEADLINE_MARGIN_MS;
    await this.whenQueueAnswers(
      ...runs.map(({ id }) => this.providers.add({ run_id: id, search_id: search.id }, { key: id })),
      this.deadlines.add({ search_id: search.id }, { key: search.id, delayMs }),
    );
  }

  async dispatchScoring(searchId: string, scoringJobId: string): Promise<void> {
    const job = { search_id: searchId, scoring_job_id: scoringJobId };
    await this.whenQueueAnswers(this.scorings.add(job, { key: scoringJobId }));
  }

  private async whenQueueAnswers(...additions: Promise<void>[]): Promise<void> {
    for (const outcome of await Promise.allSettled(additions)) {
      if (outcome.status === 'fulfilled') continue;
      if (!(outcome.reason instanceof QueueUnavailableError)) throw outcome.reason;
      this.logger.warn({ err: outcome.reason }, 'A search waits for the queue');
    }
  }
}
