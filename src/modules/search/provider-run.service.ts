import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import type { Following } from './answers/following.js';
import { SharedAnswers } from './answers/shared-answers.service.js';
import { FindingsService } from './findings/findings.service.js';
import { isOpen } from './provider-run.entity.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import type { RunOutcome } from './provider-runs.repository.js';
import { ProviderError } from './providers/provider.errors.js';
import { SearchProviders } from './providers/providers.js';
import { RunningSearches, SearchCancelledError } from './running-searches.js';
import { SearchLifecycle, TIMED_OUT } from './search-lifecycle.service.js';
import { SearchMetrics } from './search-metrics.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';

const COMPLETED: RunOutcome = { status: 'completed', errorCode: null, errorMessage: null };

class ShutdownError extends Error {}

/** Lets one provider answer one search. */
@Injectable()
export class ProviderRunService implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  constructor(
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly providers: SearchProviders,
    private readonly answers: SharedAnswers,
    private readonly running: RunningSearches,
    private readonly findings: FindingsService,
    private readonly lifecycle: SearchLifecycle,
    private readonly metrics: SearchMetrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Gives running searches back, so that another worker takes them. */
  beforeApplicationShutdown(): void {
    this.shutdown.abort(new ShutdownError('This worker is stopping'));
  }

  /** Running it twice finds the same sources again and changes nothing. Throws what is worth another attempt. */
  async run(runId: string): Promise<void> {
    const run = await this.runs.findById(runId);
    if (!run) return;
    // Whoever ended it may have died before the search was ended.
    if (!isOpen(run)) return this.lifecycle.endIfAnswered(run.searchId);
    const presence = this.running.enter(run.searchId);
    try {
      const search = await this.searches.findById(run.searchId);
      if (search?.status === SearchStatus.Searching) await this.runFor(search, run, presence.signal);
    } finally {
      presence.leave();
    }
  }

  private async runFor(search: Search, run: ProviderRun, cancelled: AbortSignal): Promise<void> {
    const remainingMs = search.deadlineAt.getTime() - Date.now();
    if (remainingMs <= 0) return this.lifecycle.endIfDue(search.id);
    const provider = this.providers.find(run.provider);
    if (!provider?.isConfigured()) return this.lifecycle.endRun(run, NO_LONGER_CONFIGURED);
    const deadline = AbortSignal.timeout(remainingMs);
    const stop = AbortSignal.any([cancelled, this.shutdown.signal, deadline]);
    const stopTimer = this.metrics.startTimer(run.provider);
    const answer = this.answers.follow(provider, search, search.ownerId);
    try {
      await this.collect(answer, run, search, stop);
      stopTimer('completed');
      await this.lifecycle.endRun(run, { ...COMPLETED, isShared: answer.isShared });
    } catch (error) {
      const outcome = this.outcomeOf(error, run, deadline);
      stopTimer(outcome?.status ?? 'cancelled');
      if (outcome) await this.lifecycle.endRun(run, { ...outcome, isShared: answer.isShared });
    } finally {
      answer.leave();
    }
  }

  /** The run stays pending until the provider is asked. */
  private async collect(
    answer: Following,
    run: ProviderRun,
    search: Search,
    stop: AbortSignal,
  ): Promise<void> {
    await answer.begun(stop);
    await Promise.all([this.runs.markRunning(run.id, new Date()), this.takeAll(answer, run, search, stop)]);
  }

  private async takeAll(
    answer: Following,
    run: ProviderRun,
    search: Search,
    stop: AbortSignal,
  ): Promise<void> {
    for await (const findings of answer.portions(stop)) {
      if (!(await this.findings.take(run, search, findings))) return;
    }
  }

  /** Null when the run has been ended by whoever cancelled it. Throws what is no outcome but worth another attempt. */
  private outcomeOf(error: unknown, run: ProviderRun, deadline: AbortSignal): RunOutcome | null {
    if (error instanceof SearchCancelledError) return null;
    if (deadline.aborted && error === deadline.reason) return TIMED_OUT;
    if (!(error instanceof ProviderError)) throw error;
    const facts = { search_id: run.searchId, provider: run.provider, code: error.code };
    this.logger.warn({ ...facts, reason: error.message }, 'A search provider failed');
    return failed(error);
  }
}

const failed = ({ code, message }: ProviderError): RunOutcome => ({
  status: code === 'PROVIDER_TIMEOUT' ? 'timed_out' : 'failed',
  errorCode: code,
  errorMessage: message,
});

const NO_LONGER_CONFIGURED = failed(
  new ProviderError('PROVIDER_FAILED', 'The provider is no longer configured'),
);
