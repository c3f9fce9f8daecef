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
import { assertCoherent } from './known-facts.js';
import type { KnownFacts } from './known-facts.js';
import { ProviderRunStatus } from './provider-run.entity.js';
import type { ProviderRun } from './provider-run.entity.js';
import { SearchProviders } from './providers/providers.js';
import type { SearchMediaType } from './providers/search-provider.js';
import { ProfileChoice } from './quality-profiles/profile-choice.service.js';
import type { ChosenProfile, WantedProfile } from './quality-profiles/profile-choice.service.js';
import { SecondOpinion } from './scoring/second-opinion/second-opinion.js';
import { SearchDispatcher } from './search-dispatcher.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { SearchLimitReachedError } from './search.errors.js';
import { Scorer, SearchStatus } from './search.entity.js';
import type { Search } from './search.entity.js';
import { SearchesRepository } from './searches.repository.js';
import type { ListedSearch, SearchFilter } from './searches.repository.js';

export interface SearchRequest extends Partial<KnownFacts> {
  readonly query: string;
  readonly mediaType: SearchMediaType;
  readonly year: number | null;
  /** All that are configured, unless named. */
  readonly providers?: readonly string[] | undefined;
  readonly timeoutSeconds?: number | undefined;
  /** What to score by; the built-in profile `any` unless given. */
  readonly profile?: WantedProfile | undefined;
}

export interface RequestedScoring {
  readonly searchId: string;
  readonly scoringJobId: string;
  /** Who will be asked. */
  readonly scorer: Scorer;
}

/** Starts searches and gives them out to those who started them. */
@Injectable()
export class SearchService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly results: SearchResultsRepository,
    private readonly providers: SearchProviders,
    private readonly dispatcher: SearchDispatcher,
    private readonly audit: AuditLog,
    private readonly settings: SettingsService,
    private readonly profiles: ProfileChoice,
    private readonly secondOpinion: SecondOpinion,
  ) {}

  /** Answers before any provider does. */
  async start(actor: Actor, request: SearchRequest): Promise<Search> {
    assertCoherent(request, request.mediaType);
    const names = this.chooseProviders(request.providers ?? []);
    const id = randomUUID();
    const runs = names.map((provider) => newRun(id, provider));
    const search = await this.uow.run(async () => {
      const profile = await this.profiles.choose(request.profile ?? {});
      const started = this.newSearch({ id, ownerId: actor.id, ...profile }, request);
      await this.searches.insert(started, runs);
      await this.audit.record(startedEntry(started, names));
      await this.refuseTooMany(actor);
      return started;
    });
    await this.dispatcher.dispatchSearch(search, runs);
    return search;
  }

  /** Newest first. */
  list(actor: Actor, filter: SearchFilter): Promise<{ items: ListedSearch[]; total: number }> {
    return this.searches.listOwned(actor.id, filter);
  }

  /** How many each of these people has started; who has none is not listed. */
  countsOf(ownerIds: readonly string[]): Promise<Map<string, number>> {
    return this.searches.countsOf(ownerIds);
  }

  /** Asks for the results to be scored by another profile, or by the same one as it is now. */
  async requestScoring(actor: Actor, searchId: string, wanted: WantedProfile): Promise<RequestedScoring> {
    const scoringJobId = randomUUID();
    await this.uow.run(async () => {
      const search = await this.searches.lockOwned(actor.id, searchId);
      if (!search) throw new NotFoundError('Search', searchId);
      const chosen = await this.profiles.choose(wanted);
      await this.searches.requestScoring(search.id, scoringJobId, chosen);
      await this.audit.record({
        action: 'search_scoring_requested',
        resource: 'search',
        resourceId: search.id,
        oldValue: profileOf(search),
        newValue: { ...profileOf(chosen), scoring_job_id: scoringJobId },
      });
    });
    await this.dispatcher.dispatchScoring(searchId, scoringJobId);
    return { searchId, scoringJobId, scorer: this.secondOpinion.isConfigured ? Scorer.Ai : Scorer.Rules };
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

  /** At the end of the transaction, for it makes this person's other starts wait until that ends. */
  private async refuseTooMany(actor: Actor): Promise<void> {
    const limit = this.settings.get(SETTINGS.limits.searches_per_user);
    if ((await this.searches.countOpenAlone(actor.id)) > limit) throw new SearchLimitReachedError(limit);
  }

  private chooseProviders(wanted: readonly string[]): string[] {
    const configured = this.providers.configuredNames();
    for (const name of wanted) {
      if (configured.includes(name)) continue;
      const problem = this.providers.find(name) ? 'is not configured' : 'is unknown';
      const details = { field: 'providers', received: name, available: configured };
      throw new ValidationError(`Provider ${name} ${problem}`, details);
    }
    return wanted.length > 0 ? [...new Set(wanted)] : configured;
  }

  private newSearch(
    identity: ChosenProfile & Pick<Search, 'id' | 'ownerId'>,
    { query, mediaType, year, timeoutSeconds, ...known }: SearchRequest,
  ): Search {
    const createdAt = new Date();
    const timeoutMs = (timeoutSeconds ?? this.settings.get(SETTINGS.limits.search_timeout_seconds)) * 1000;
    return {
      ...identity,
      query,
      mediaType,
      year,
      tmdbId: known.tmdbId ?? null,
      imdbId: known.imdbId ?? null,
      season: known.season ?? null,
      episode: known.episode ?? null,
      status: SearchStatus.Searching,
      createdAt,
      deadlineAt: new Date(createdAt.getTime() + timeoutMs),
      completedAt: null,
      scoringJobId: null,
      scorer: Scorer.Rules,
      scorerNote: null,
    };
  }
}

function startedEntry(search: Search, providers: readonly string[]): AuditEntry {
  const { id, query, mediaType, year, tmdbId, imdbId, season, episode } = search;
  const known = { year, tmdb_id: tmdbId, imdb_id: imdbId, season, episode };
  const newValue = { query, media_type: mediaType, ...known, providers, ...profileOf(search) };
  return { action: 'search_started', resource: 'search', resourceId: id, newValue };
}

const profileOf = ({ qualityProfileId, qualityPreference }: ChosenProfile) => ({
  quality_profile_id: qualityProfileId,
  quality_preference: qualityPreference,
});

const newRun = (searchId: string, provider: string): ProviderRun => ({
  id: randomUUID(),
  searchId,
  provider,
  status: ProviderRunStatus.Pending,
  errorCode: null,
  errorMessage: null,
  resultCount: 0,
  isShared: false,
  startedAt: null,
  endedAt: null,
});
