import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import type { Following } from './answers/following.js';
import { SharedAnswers } from './answers/shared-answers.service.js';
import { FindingsService } from './findings/findings.service.js';
import type { FindingsTask } from './findings/findings.service.js';
import { isOpen } from './provider-run.entity.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import type { RunOutcome } from './provider-runs.repository.js';
import { ProviderError } from './providers/provider.errors.js';
import { SearchProviders } from './providers/providers.js';
import { RunningSearches, SearchCancelledError } from './running-searches.js';
import type { Presence } from './running-searches.js';
import { SearchLifecycle, TIMED_OUT } from './search-lifecycle.service.js';
import { SearchMetrics } from './search-metrics.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';

/** Of one provider for one search; nobody reads further, and the best come first. */
const MAX_FINDINGS = 1000;

const COMPLETED: RunOutcome = { status: 'completed', errorCode: null, errorMessage: null };

const SHOWN_AFTER_MS = 30;

class ShutdownError extends Error {}

/** Lets one provider answer one search. */
@Injectable()
export class ProviderRunService implements BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();

  constructor(
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
  async run(runId: string, searchId: string): Promise<void> {
    const presence = this.running.enter(searchId);
    try {
      const found = await this.runs.findWithSearch(runId);
      if (!found) return;
      const { run, search } = found;
      // Whoever ended it may have died before the search was ended.
      if (!isOpen(run)) await this.lifecycle.endIfAnswered(searchId);
      else if (search.status === SearchStatus.Searching) await this.runFor(search, run, presence);
    } finally {
      presence.leave();
    }
  }

  private async runFor(search: Search, run: ProviderRun, presence: Presence): Promise<void> {
    const remainingMs = search.deadlineAt.getTime() - Date.now();
    if (remainingMs <= 0) return this.lifecycle.endIfDue(search.id);
    const provider = this.providers.find(run.provider);
    if (!provider?.isConfigured()) return this.lifecycle.endRun(run, NO_LONGER_CONFIGURED);
    const deadline = AbortSignal.timeout(remainingMs);
    const stop = AbortSignal.any([presence.signal, this.shutdown.signal, deadline]);
    const stopTimer = this.metrics.startTimer(run.provider);
    const answer = this.answers.follow(provider, search, search.ownerId);
    try {
      await this.collect(answer, run, { search, progress: presence.progress }, stop);
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
    task: FindingsTask,
    stop: AbortSignal,
  ): Promise<void> {
    await answer.begun(stop);
    run.startedAt = new Date();
    const taking = this.takeAll(answer, run, task, stop);
    await Promise.all([taking, this.showRunning(run, taking)]);
  }

  /** What ends within the blink of an eye is not shown as running: the write would only hold others up. */
  private async showRunning({ id, startedAt }: ProviderRun, taking: Promise<void>): Promise<void> {
    const over = new AbortController();
    taking.catch(() => undefined).finally(() => over.abort());
    const isOver = await sleep(SHOWN_AFTER_MS, false, { signal: over.signal }).catch(() => true);
    if (!isOver && startedAt) await this.runs.markRunning(id, startedAt);
  }

  private async takeAll(
    answer: Following,
    run: ProviderRun,
    task: FindingsTask,
    stop: AbortSignal,
  ): Promise<void> {
    let left = MAX_FINDINGS;
    for await (const findings of answer.portions(stop)) {
      const wanted = findings.slice(0, left);
      left -= wanted.length;
      if (!(await this.findings.take(run, task, wanted)) || left === 0) return;
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
