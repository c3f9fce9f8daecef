import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { CatalogueLookup } from '../catalogue-lookup.js';
import type { ProviderRun } from '../provider-run.entity.js';
import { ProviderRunsRepository } from '../provider-runs.repository.js';
import { ProfileChoice } from '../quality-profiles/profile-choice.service.js';
import { SearchResultsRepository } from '../search-results.repository.js';
import type { SearchSource } from '../search-source.entity.js';
import type { SearchTitle } from '../search-title.entity.js';
import { SearchStatus } from '../search.entity.js';
import type { Search } from '../search.entity.js';
import { SearchesRepository } from '../searches.repository.js';
import { TitlePlan } from '../titles/title-plan.js';
import { planBatch } from './batch-plan.js';
import type { PlacedSource, Stored } from './batch-plan.js';
import type { FoundItem } from './found-item.js';

/** Writes what providers find: one torrent once, under the right title, scored. */
@Injectable()
export class FindingsStore {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly results: SearchResultsRepository,
    private readonly catalogue: CatalogueLookup,
    private readonly profiles: ProfileChoice,
  ) {}

  /**
   * Stores a batch; answers with what is new or has changed. Null when the search has ended meanwhile: what comes
   * later is not wanted.
   */
  async store(run: ProviderRun, items: readonly FoundItem[]): Promise<Stored[] | null> {
    return this.uow.run(async () => {
      const search = await this.searches.lock(run.searchId);
      if (search?.status !== SearchStatus.Searching) return null;
      const titles = await this.results.titlesOf(search.id);
      const plan = new TitlePlan(titles, { searchId: search.id, provider: run.provider, query: search });
      const placed = place(plan, items);
      for (const title of plan.added) await this.recognise(title, titles);
      await this.results.insertTitles([...plan.added]);
      await this.results.updateTitles([...plan.changed]);
      const stored = await this.storeSources(search, run, { plan, placed, titles });
      await this.runs.refreshResultCount(search.id, run.provider);
      return [...stored, ...withoutSources(plan, stored)];
    });
  }

  private async storeSources(
    search: Search,
    { provider }: ProviderRun,
    { plan, placed, titles }: { plan: TitlePlan; placed: PlacedSource[]; titles: SearchTitle[] },
  ) {
    const known = await this.knownSources(search.id, placed, plan);
    const profile = await this.profiles.of(search);
    const batch = { search, profile, provider, placed, titles, known };
    const { added, changed } = planBatch(batch, new Date());
    await this.results.saveSources([...added, ...changed].map(({ source }) => source));
    return [...added, ...changed];
  }

  /** Those that the batch finds again, and all of the titles of which more is known now. */
  private async knownSources(
    searchId: string,
    placed: readonly PlacedSource[],
    plan: TitlePlan,
  ): Promise<SearchSource[]> {
    const identities = placed.map(({ item }) => item.identity);
    return this.results.sourcesByIdentityOrTitle(
      searchId,
      identities,
      [...plan.changed].map(({ id }) => id),
    );
  }

  /** A title of the catalogue has the catalogue's id and facts. */
  private async recognise(title: SearchTitle, titles: readonly SearchTitle[]): Promise<void> {
    const media = await this.catalogue.find(title);
    if (!media || titles.some(({ id }) => id === media.id)) return;
    title.id = media.id;
    title.mediaId = media.id;
    if (!title.isIdentified) title.title = media.title;
    title.tmdbId ??= media.tmdbId;
    title.imdbId ??= media.imdbId;
    title.posterUrl ??= media.posterUrl;
    title.rating ??= media.rating;
    title.overview ??= media.overview;
    title.runtimeMinutes ??= media.runtimeMinutes;
  }
}

function place(plan: TitlePlan, items: readonly FoundItem[]): PlacedSource[] {
  const homes = items.map((item) => ({ item, title: plan.place(item.candidate) }));
  plan.settleYearless();
  return homes.flatMap(({ item, title }) => {
    const home = plan.current(title);
    return item.sources.map((source) => ({ item: source, title: home }));
  });
}

/** Titles of which something is told although none of their sources changed. */
function withoutSources(plan: TitlePlan, stored: readonly Stored[]): Stored[] {
  const told = new Set(stored.map(({ title }) => title.id));
  return [...plan.added, ...plan.changed]
    .filter((title) => title.mergedInto === null && !told.has(title.id))
    .map((title) => ({ title, source: null }));
}
