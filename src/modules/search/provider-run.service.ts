import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { RealtimePublisher, userRoom } from '../realtime/index.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import type { RunOutcome } from './provider-runs.repository.js';
import { ProviderError } from './providers/provider.errors.js';
import { SearchProviders } from './providers/providers.js';
import type { SearchProvider, SourceDraft } from './providers/search-provider.js';
import { iterateUntilAbort } from './providers/with-abort.js';
import { toRelease } from './release/group-releases.js';
import { SearchLifecycle, TIMED_OUT } from './search-lifecycle.service.js';
import { toSearchResultMessage } from './search-messages.js';
import { SearchMetrics } from './search-metrics.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';
import { SourceStore } from './source-store.service.js';

/** Small enough that the first results are seen while the rest is still being understood. */
const BATCH_SIZE = 25;

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
    private readonly store: SourceStore,
    private readonly lifecycle: SearchLifecycle,
    private readonly realtime: RealtimePublisher,
    private readonly metrics: SearchMetrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Gives running searches back, so that another worker takes them. */
  beforeApplicationShutdown(): void {
    this.shutdown.abort(new ShutdownError('This worker is stopping'));
  }

  /** Running it twice finds the same sources again and changes nothing. Throws what is worth another attempt. */
  async run(runId: string): Promise<void> {
    const run = await this.runs.start(runId, new Date());
    const search = run && (await this.searches.findById(run.searchId));
    if (!run || search?.status !== SearchStatus.Searching) return;
    const remainingMs = search.deadlineAt.getTime() - Date.now();
    if (remainingMs <= 0) return this.lifecycle.endIfDue(search.id);
    const stopTimer = this.metrics.startTimer(run.provider);
    const outcome = await this.ask(run, search, AbortSignal.timeout(remainingMs));
    stopTimer(outcome.status);
    await this.lifecycle.endRun(run, outcome);
  }

  private async ask(run: ProviderRun, search: Search, deadline: AbortSignal): Promise<RunOutcome> {
    const provider = this.providers.find(run.provider);
    if (!provider?.isConfigured()) {
      return failed(new ProviderError('PROVIDER_FAILED', 'The provider is no longer configured'));
    }
    try {
      await this.collect(provider, run, search, AbortSignal.any([deadline, this.shutdown.signal]));
      return COMPLETED;
    } catch (error) {
      if (error instanceof ProviderError) return this.report(run, error);
      if (deadline.aborted && error === deadline.reason) return TIMED_OUT;
      throw error;
    }
  }

  private async collect(provider: SearchProvider, run: ProviderRun, search: Search, signal: AbortSignal) {
    for await (const drafts of iterateUntilAbort(provider.search(search, signal), signal)) {
      for (let start = 0; start < drafts.length; start += BATCH_SIZE) {
        const isWanted = await this.take(run, search, drafts.slice(start, start + BATCH_SIZE));
        if (!isWanted) return;
      }
    }
  }

  /** False when the search has ended meanwhile. */
  private async take(run: ProviderRun, search: Search, drafts: readonly SourceDraft[]): Promise<boolean> {
    const releases = drafts
      .map((draft) => toRelease(draft, search, run.provider))
      .filter((release) => release !== null);
    const stored = releases.length > 0 ? await this.store.store(run, releases) : [];
    if (stored === null) return false;
    const room = userRoom(search.ownerId);
    await Promise.all(stored.map((found) => this.realtime.publish(room, toSearchResultMessage(found))));
    return true;
  }

  private report(run: ProviderRun, error: ProviderError): RunOutcome {
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
