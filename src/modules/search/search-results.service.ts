import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import { SearchLifecycle } from './search-lifecycle.service.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { SearchRetention } from './search-retention.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import type { SearchSource } from './search-source.entity.js';
import type { SearchTitle } from './search-title.entity.js';
import { SearchesRepository } from './searches.repository.js';

/** A title with its sources, best first. */
export interface TitleResult {
  readonly title: SearchTitle;
  readonly sources: SearchSource[];
}

export interface SearchResults {
  readonly search: Search;
  readonly runs: ProviderRun[];
  readonly expiresAt: Date;
  /** In the order of their best source; those without any last. */
  readonly titles: TitleResult[];
}

/** Reads searches with what they found. A search of somebody else does not exist here. */
@Injectable()
export class SearchResultsService {
  constructor(
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly results: SearchResultsRepository,
    private readonly lifecycle: SearchLifecycle,
    private readonly retention: SearchRetention,
  ) {}

  /** All results so far, or those that one provider found. Ends the search when its time is up. */
  async get(actor: Actor, searchId: string, provider?: string): Promise<SearchResults> {
    const search = await this.findCurrent(actor, searchId);
    const sources = await this.results.sourcesOf(searchId, provider);
    const titles = await this.results.titlesOf(searchId);
    const found =
      provider === undefined ? titles : titles.filter(({ foundBy }) => foundBy.includes(provider));
    const runs = await this.runs.listOf(searchId);
    return { search, runs, expiresAt: this.retention.expiresAt(search), titles: group(found, sources) };
  }

  private async findCurrent(actor: Actor, searchId: string): Promise<Search> {
    let search = await this.searches.findOwned(actor.id, searchId);
    if (search?.status === SearchStatus.Searching && search.deadlineAt <= new Date()) {
      await this.lifecycle.endIfDue(searchId);
      search = await this.searches.findOwned(actor.id, searchId);
    }
    if (!search) throw new NotFoundError('Search', searchId);
    return search;
  }
}

/** In the order of the best sources; then the titles that nothing is offered of, in the order of finding. */
function group(titles: readonly SearchTitle[], sources: readonly SearchSource[]): TitleResult[] {
  const open = new Map(
    titles.filter(({ mergedInto }) => mergedInto === null).map((title) => [title.id, title]),
  );
  const groups = Map.groupBy(sources, ({ titleId }) => titleId);
  const offered = [...groups].flatMap(([titleId, found]) => {
    const title = open.get(titleId);
    return title ? [{ title, sources: found }] : [];
  });
  const others = [...open.values()].filter(({ id }) => !groups.has(id)).sort((a, b) => a.rank - b.rank);
  return [...offered, ...others.map((title) => ({ title, sources: [] }))];
}
