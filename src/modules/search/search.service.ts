import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { AuditLog } from '../audit/index.js';
import type { AuditEntry } from '../audit/index.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { toFoundSource, toFoundTitle } from './found-source.js';
import type { FoundSource, FoundTitle } from './found-source.js';
import { ProviderRunStatus } from './provider-run.entity.js';
import type { ProviderRun } from './provider-run.entity.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import { SearchProviders } from './providers/providers.js';
import type { SearchMediaType } from './providers/search-provider.js';
import { QualityPreference } from './scoring/profiles.js';
import { SearchDispatcher } from './search-dispatcher.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { NoProviderConfiguredError } from './search.errors.js';
import { SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';
import type { ListedSearch } from './searches.repository.js';

export interface SearchRequest {
  readonly query: string;
  readonly mediaType: SearchMediaType;
  readonly year: number | null;
  /** All that are configured, unless named. */
  readonly providers?: readonly string[] | undefined;
  readonly timeoutSeconds?: number | undefined;
}

/** Starts searches and gives them out to those who started them. */
@Injectable()
export class SearchService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly results: SearchResultsRepository,
    private readonly providers: SearchProviders,
    private readonly dispatcher: SearchDispatcher,
    private readonly audit: AuditLog,
    private readonly settings: SettingsService,
  ) {}

  /** Answers before any provider does. */
  async start(actor: Actor, request: SearchRequest): Promise<Search> {
    const names = this.chooseProviders(request.providers ?? []);
    const search = this.newSearch(actor, request);
    const runs = names.map((provider) => newRun(search.id, provider));
    await this.uow.run(async () => {
      await this.searches.insert(search);
      await this.runs.insert(runs);
      await this.audit.record(startedEntry(search, names));
    });
    await this.dispatcher.dispatchSearch(search, runs);
    return search;
  }

  async list(actor: Actor, offset: number, limit: number): Promise<{ items: ListedSearch[]; total: number }> {
    return this.searches.listOwned(actor.id, offset, limit);
  }

  /** How many each of these people has started; who has none is not listed. */
  countsOf(ownerIds: readonly string[]): Promise<Map<string, number>> {
    return this.searches.countsOf(ownerIds);
  }

  /** Asks for the results to be scored by another preference; answers with the id of that job. */
  async requestScoring(actor: Actor, searchId: string, preference: QualityPreference): Promise<string> {
    const scoringJobId = randomUUID();
    await this.uow.run(async () => {
      const search = await this.searches.lockOwned(actor.id, searchId);
      if (!search) throw new NotFoundError('Search', searchId);
      await this.searches.requestScoring(search.id, scoringJobId, preference);
      await this.audit.record({
        action: 'search_scoring_requested',
        resource: 'search',
        resourceId: search.id,
        oldValue: { quality_preference: search.qualityPreference },
        newValue: { quality_preference: preference, scoring_job_id: scoringJobId },
      });
    });
    await this.dispatcher.dispatchScoring(searchId, scoringJobId);
    return scoringJobId;
  }

  /** A source that one of this person's searches found. */
  async findSource(actor: Actor, sourceId: string): Promise<FoundSource> {
    const found = await this.results.findOwnedSource(actor.id, sourceId);
    if (!found) throw new NotFoundError('Source', sourceId);
    return toFoundSource(found.source, found.title);
  }

  /** A title that one of this person's searches found. */
  async findTitle(actor: Actor, titleId: string): Promise<FoundTitle> {
    const title = await this.results.findOwnedTitle(actor.id, titleId);
    if (!title) throw new NotFoundError('Title', titleId);
    return toFoundTitle(title);
  }

  private chooseProviders(wanted: readonly string[]): string[] {
    const configured = this.providers.configuredNames();
    for (const name of wanted) {
      if (configured.includes(name)) continue;
      const problem = this.providers.find(name) ? 'is not configured' : 'is unknown';
      const details = { field: 'providers', received: name, available: configured };
      throw new ValidationError(`Provider ${name} ${problem}`, details);
    }
    if (configured.length === 0) throw new NoProviderConfiguredError();
    return wanted.length > 0 ? [...new Set(wanted)] : configured;
  }

  private newSearch(actor: Actor, { query, mediaType, year, timeoutSeconds }: SearchRequest): Search {
    const createdAt = new Date();
    const timeoutMs = (timeoutSeconds ?? this.settings.get(SETTINGS.limits.search_timeout_seconds)) * 1000;
    return {
      id: randomUUID(),
      ownerId: actor.id,
      query,
      mediaType,
      year,
      qualityPreference: QualityPreference.Any,
      status: SearchStatus.Searching,
      createdAt,
      deadlineAt: new Date(createdAt.getTime() + timeoutMs),
      completedAt: null,
      scoringJobId: null,
    };
  }
}

function startedEntry(search: Search, providers: readonly string[]): AuditEntry {
  const { id, query, mediaType, year } = search;
  const newValue = { query, media_type: mediaType, year, providers };
  return { action: 'search_started', resource: 'search', resourceId: id, newValue };
}

const newRun = (searchId: string, provider: string): ProviderRun => ({
  id: randomUUID(),
  searchId,
  provider,
  status: ProviderRunStatus.Pending,
  errorCode: null,
  errorMessage: null,
  resultCount: 0,
  startedAt: null,
  endedAt: null,
});
