import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { planBatch } from './batch-plan.js';
import type { StoredSource } from './batch-plan.js';
import { CatalogueLookup } from './catalogue-lookup.js';
import { ProviderRunsRepository } from './provider-runs.repository.js';
import type { ProviderRun } from './provider-run.entity.js';
import type { Release } from './release/group-releases.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { SearchStatus } from './search.entity.js';
import type { SearchSource } from './search-source.entity.js';
import type { SearchTitle } from './search-title.entity.js';
import { SearchesRepository } from './searches.repository.js';

/** Writes what providers find: one torrent once, under the right title, scored. */
@Injectable()
export class SourceStore {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly runs: ProviderRunsRepository,
    private readonly results: SearchResultsRepository,
    private readonly catalogue: CatalogueLookup,
  ) {}

  /** Stores a batch. Null when the search has ended meanwhile: what comes later is not wanted. */
  async store(run: ProviderRun, releases: readonly Release[]): Promise<StoredSource[] | null> {
    return this.uow.run(async () => {
      const search = await this.searches.lock(run.searchId);
      if (search?.status !== SearchStatus.Searching) return null;
      const identities = releases.map(({ identity }) => identity);
      const known = await this.results.sourcesByIdentity(search.id, identities);
      const titles = await this.titlesFor(search.id, releases, known);
      const { provider } = run;
      const { added, changed } = planBatch({ search, provider, releases, titles, known }, new Date());
      if (added.length > 0) await this.results.insertSources(added.map(({ source }) => source));
      for (const { source } of changed) await this.results.updateSource(source);
      await this.runs.refreshResultCount(search.id, provider);
      return [...added, ...changed];
    });
  }

  /** The titles that the batch is about; those that are new to the search are created, the others may learn their ids. */
  private async titlesFor(
    searchId: string,
    releases: readonly Release[],
    known: readonly SearchSource[],
  ): Promise<SearchTitle[]> {
    const byKey = Map.groupBy(releases, ({ groupKey }) => groupKey);
    const ids = known.map(({ titleId }) => titleId);
    const titles = await this.results.titlesByKeyOrId(searchId, [...byKey.keys()], ids);
    const isThere = new Set(titles.map(({ groupKey }) => groupKey));
    const added: SearchTitle[] = [];
    for (const [key, group] of byKey) {
      if (!isThere.has(key)) added.push(await this.newTitle(searchId, group));
    }
    if (added.length > 0) await this.results.insertTitles(added);
    for (const title of titles) await this.learnIds(title, byKey.get(title.groupKey) ?? []);
    return [...titles, ...added];
  }

  /** `releases` are all of one title. */
  private async newTitle(searchId: string, releases: readonly Release[]): Promise<SearchTitle> {
    const [release] = releases;
    if (!release) throw new Error('A title has no release');
    const ids = idsOf(releases);
    const media = await this.catalogue.find(release, ids.tmdbId);
    return {
      searchId,
      id: media?.id ?? randomUUID(),
      groupKey: release.groupKey,
      title: media?.title ?? release.title,
      year: release.year,
      mediaType: release.mediaType,
      tmdbId: media?.tmdbId ?? ids.tmdbId,
      imdbId: media?.imdbId ?? ids.imdbId,
      posterUrl: media?.posterUrl ?? null,
      rating: media?.rating ?? null,
      overview: media?.overview ?? null,
    };
  }

  private async learnIds(title: SearchTitle, releases: readonly Release[]): Promise<void> {
    const { tmdbId, imdbId } = idsOf(releases);
    const isNew = (title.tmdbId === null && tmdbId !== null) || (title.imdbId === null && imdbId !== null);
    if (!isNew) return;
    title.tmdbId ??= tmdbId;
    title.imdbId ??= imdbId;
    await this.results.updateTitleIds(title);
  }
}

/** Few indexers tell ids, and not with every release. */
const idsOf = (releases: readonly Release[]) => ({
  tmdbId: releases.find(({ draft }) => draft.tmdbId !== null)?.draft.tmdbId ?? null,
  imdbId: releases.find(({ draft }) => draft.imdbId !== null)?.draft.imdbId ?? null,
});
