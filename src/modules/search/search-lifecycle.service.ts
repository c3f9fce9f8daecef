import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Outbox } from '../../common/events/outbox.js';
import { RealtimePublisher, userRoom } from '../realtime/index.js';
import { isOpen } from './provider-run.entity.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import type { RunOutcome } from './provider-runs.repository.js';
import { toSearchCompletedMessage } from './search-completed.message.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';

export const TIMED_OUT: RunOutcome = {
  status: 'timed_out',
  errorCode: 'PROVIDER_TIMEOUT',
  errorMessage: 'The provider did not answer before the search ended',
};

const CANCELLED: RunOutcome = { status: 'cancelled', errorCode: null, errorMessage: null };

type End = Exclude<SearchStatus, 'searching'>;

/** How searches end. The end holds the row of the search, so that it comes once. */
@Injectable()
export class SearchLifecycle {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly outbox: Outbox,
    private readonly realtime: RealtimePublisher,
  ) {}

  /** Ends one provider's part, and the search with it when it was the last. */
  async endRun(run: ProviderRun, outcome: RunOutcome): Promise<void> {
    if (await this.runs.end(run, outcome, new Date())) await this.endIfAnswered(run.searchId);
  }

  /** Ends a search of which no answer is to come any more. Of runs that end together, the last to look sees all ended. */
  async endIfAnswered(searchId: string): Promise<void> {
    const runs = await this.runs.listOf(searchId);
    if (runs.some(isOpen)) return;
    await this.uow.run(async () => {
      const search = await this.searches.lock(searchId);
      if (search?.status !== SearchStatus.Searching) return;
      await this.end(search, 'completed', runs);
    });
  }

  /** Ends a search whose time is up, with what has arrived, whatever its providers still do. */
  async endIfDue(searchId: string): Promise<void> {
    await this.uow.run(async () => {
      const search = await this.searches.lock(searchId);
      const now = new Date();
      if (search?.status !== SearchStatus.Searching || search.deadlineAt > now) return;
      await this.runs.endOpen(searchId, TIMED_OUT, now);
      await this.end(search, 'completed', await this.runs.listOf(searchId));
    });
  }

  /** Ends an open search that the caller has locked, in the caller's transaction. What has arrived stays. */
  async cancel(search: Search): Promise<Search> {
    await this.runs.endOpen(search.id, CANCELLED, new Date());
    return this.end(search, 'cancelled', await this.runs.listOf(search.id));
  }

  private async end(search: Search, status: End, runs: readonly ProviderRun[]): Promise<Search> {
    const ended: Search = { ...search, status, completedAt: new Date() };
    const totalResults = await this.searches.markEnded(ended);
    await this.outbox.record(`search.${status}`, { search_id: search.id, owner_id: search.ownerId });
    const message = toSearchCompletedMessage(ended, runs, totalResults);
    await this.uow.afterCommit(() => this.realtime.publish(userRoom(search.ownerId), message));
    return ended;
  }
}
