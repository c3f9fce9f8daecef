import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Outbox } from '../../common/events/outbox.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import type { RunOutcome } from './provider-runs.repository.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';

export const TIMED_OUT: RunOutcome = {
  status: 'timed_out',
  errorCode: 'PROVIDER_TIMEOUT',
  errorMessage: 'The provider did not answer before the search ended',
};

/** How searches end. Every step holds the row of the search, so that it ends once. */
@Injectable()
export class SearchLifecycle {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Ends one provider's part, and the search with it when it was the last. */
  async endRun(run: ProviderRun, outcome: RunOutcome): Promise<void> {
    await this.uow.run(async () => {
      const search = await this.searches.lock(run.searchId);
      if (!search || !(await this.runs.end(run.id, outcome, new Date()))) return;
      if (!(await this.runs.hasOpen(search.id))) await this.complete(search);
    });
  }

  /** Ends a search whose time is up, with what has arrived, whatever its providers still do. */
  async endIfDue(searchId: string): Promise<void> {
    await this.uow.run(async () => {
      const search = await this.searches.lock(searchId);
      const now = new Date();
      if (search?.status !== SearchStatus.Searching || search.deadlineAt > now) return;
      await this.runs.endOpen(searchId, TIMED_OUT, now);
      await this.complete(search);
    });
  }

  private async complete(search: Search): Promise<void> {
    if (search.status !== SearchStatus.Searching) return;
    await this.searches.markCompleted(search.id, new Date());
    await this.outbox.record('search.completed', { search_id: search.id, owner_id: search.ownerId });
  }
}
