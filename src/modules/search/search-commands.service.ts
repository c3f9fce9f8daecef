import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { AuditLog } from '../audit/index.js';
import type { AuditEntry } from '../audit/index.js';
import { SearchLifecycle } from './search-lifecycle.service.js';
import { SearchNudges } from './search-nudges.js';
import { SearchEndedError } from './search.errors.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';

/** Cancelling and deleting one's own searches. */
@Injectable()
export class SearchCommands {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly lifecycle: SearchLifecycle,
    private readonly audit: AuditLog,
    private readonly nudges: SearchNudges,
  ) {}

  /** What has been found stays. Cancelling twice is fine; a search that has completed is a conflict. */
  async cancel(actor: Actor, searchId: string): Promise<void> {
    await this.uow.run(async () => {
      const search = await this.lockOwned(actor, searchId);
      if (search.status === SearchStatus.Cancelled) return;
      if (search.status === SearchStatus.Completed) throw new SearchEndedError(search.status);
      const cancelled = await this.stop(search);
      await this.audit.record(entryOf('search_cancelled', search, { status: cancelled.status }));
    });
  }

  /** Removes a search with all that it found; one that is under way is cancelled first. */
  async delete(actor: Actor, searchId: string): Promise<void> {
    await this.uow.run(async () => {
      const search = await this.lockOwned(actor, searchId);
      if (search.status === SearchStatus.Searching) await this.stop(search);
      await this.searches.delete(search.id);
      await this.audit.record(entryOf('search_deleted', search, null));
    });
  }

  private async lockOwned(actor: Actor, searchId: string): Promise<Search> {
    const search = await this.searches.lockOwned(actor.id, searchId);
    if (!search) throw new NotFoundError('Search', searchId);
    return search;
  }

  private async stop(search: Search): Promise<Search> {
    const cancelled = await this.lifecycle.cancel(search);
    await this.uow.afterCommit(() => this.nudges.cancelled(search.id));
    return cancelled;
  }
}

const entryOf = (
  action: 'search_cancelled' | 'search_deleted',
  { id, query, mediaType, year, status }: Search,
  newValue: object | null,
): AuditEntry => ({
  action,
  resource: 'search',
  resourceId: id,
  oldValue: { query, media_type: mediaType, year, status },
  newValue,
});
