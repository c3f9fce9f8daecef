import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { CatalogueLookup } from '../catalogue-lookup.js';
import type { ProviderRun } from '../provider-run.entity.js';
import type { SearchSource } from '../search-source.entity.js';
import type { SearchTitle } from '../search-title.entity.js';
import { SearchStatus } from '../search.entity.js';
import type { Search } from '../search.entity.js';
import { SearchesRepository } from '../searches.repository.js';
import { TitlePlan } from '../titles/title-plan.js';
import { planBatch } from './batch-plan.js';
import type { PlacedSource, Stored } from './batch-plan.js';
import { FindingsRepository } from './findings.repository.js';
import type { KnownFindings } from './findings.repository.js';
import type { FoundItem } from './found-item.js';

/** Writes what providers find: one torrent once, under the right title, scored. */
@Injectable()
export class FindingsStore {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly findings: FindingsRepository,
    private readonly catalogue: CatalogueLookup,
  ) {}

  /**
   * Stores a batch; answers with what is new or has changed. Null when the search has ended meanwhile: what comes
   * later is not wanted.
   */
  async store(run: ProviderRun, items: readonly FoundItem[]): Promise<Stored[] | null> {
    return this.uow.run(async () => {
      const search = await this.searches.lock(run.searchId);
      if (search?.status !== SearchStatus.Searching) return null;
      // Not before the row is held: what others have written meanwhile would be missing.
      const known = await this.findings.known(search, identitiesOf(items));
      const plan = new TitlePlan(known.titles, {
        searchId: search.id,
        provider: run.provider,
        query: search,
      });
      const placed = place(plan, items);
      for (const title of plan.added) await this.recognise(title, plan, known.titles);
      const sources = await this.affectedSources(search, known, plan);
      const batch = {
        ...known,
        search,
        provider: run.provider,
        placed,
        known: sources,
        rescored: plan.rescored,
      };
      const { added, changed, newToProvider } = planBatch(batch, new Date());
      const stored = [...added, ...changed];
      await this.findings.write(run, {
        titles: [...plan.added, ...plan.changed],
        sources: stored.map(({ source }) => source),
        newToProvider,
      });
      return [...stored, ...withoutSources(plan, stored)];
    });
  }

  /** Those that the batch finds again, and all of the titles of which more is known now. */
  private async affectedSources(
    search: Search,
    { sources }: KnownFindings,
    { rescored }: TitlePlan,
  ): Promise<SearchSource[]> {
    if (rescored.size === 0) return sources;
    const under = await this.findings.sourcesUnder(
      search.id,
      [...rescored].map(({ id }) => id),
    );
    return [...new Map([...sources, ...under].map((source) => [source.id, source])).values()];
  }

  /** A title of the catalogue has the catalogue's id and facts. */
  private async recognise(
    title: SearchTitle,
    plan: TitlePlan,
    titles: readonly SearchTitle[],
  ): Promise<void> {
    const media = await this.catalogue.find(title);
    if (!media || titles.some(({ id }) => id === media.id)) return;
    plan.rename(title, media.id);
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

const identitiesOf = (items: readonly FoundItem[]): string[] =>
  items.flatMap(({ sources }) => sources.map(({ identity }) => identity));

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
