import { randomUUID } from 'node:crypto';
import type { Release } from './release/group-releases.js';
import type { Search } from './search.entity.js';
import type { SearchSource } from './search-source.entity.js';
import type { SearchTitle } from './search-title.entity.js';
import { mergeSource } from './source-merge.js';
import { scoreSource } from './source-score.js';

/** A source that is new or has changed, with its title. */
export interface StoredSource {
  readonly source: SearchSource;
  readonly title: SearchTitle;
}

export interface BatchPlan {
  readonly added: StoredSource[];
  readonly changed: StoredSource[];
}

interface Batch {
  readonly search: Search;
  readonly provider: string;
  readonly releases: readonly Release[];
  /** Of the releases and of the known sources. */
  readonly titles: readonly SearchTitle[];
  /** Sources of this search that the batch finds again. */
  readonly known: readonly SearchSource[];
}

/** Sorts a batch into new sources and changes of those that are there. It may name one torrent twice. */
export function planBatch({ search, provider, releases, titles, known }: Batch, now: Date): BatchPlan {
  const titleByKey = new Map(titles.map((title) => [title.groupKey, title]));
  const titleById = new Map(titles.map((title) => [title.id, title]));
  const current = new Map(known.map((source) => [source.identity, source]));
  const touched = new Map<string, StoredSource>();
  for (const release of releases) {
    const titleId = current.get(release.identity)?.titleId ?? titleByKey.get(release.groupKey)?.id ?? '';
    const title = titleById.get(titleId);
    if (!title) throw new Error('A release of the batch has no title');
    const found = toSource(release, title, provider, now);
    const before = current.get(release.identity);
    const merged = before ? mergeSource(before, found) : found;
    if (!merged) continue;
    const source = scoreSource(merged, title, search, now);
    current.set(release.identity, source);
    touched.set(release.identity, { source, title });
  }
  const isKnown = new Set(known.map(({ identity }) => identity));
  const all = [...touched.values()];
  return {
    added: all.filter(({ source }) => !isKnown.has(source.identity)),
    changed: all.filter(({ source }) => isKnown.has(source.identity)),
  };
}

function toSource(release: Release, title: SearchTitle, provider: string, now: Date): SearchSource {
  const { draft, parsed, identity } = release;
  return {
    id: randomUUID(),
    searchId: title.searchId,
    titleId: title.id,
    identity,
    provider,
    foundBy: [provider],
    indexer: draft.indexer,
    releaseName: draft.releaseName,
    infoHash: draft.infoHash,
    magnetLink: draft.magnetLink,
    torrentUrl: draft.torrentUrl,
    sizeBytes: draft.sizeBytes,
    seeders: draft.seeders,
    leechers: draft.leechers,
    publishedAt: draft.publishedAt,
    downloadVolumeFactor: draft.downloadVolumeFactor,
    attributes: parsed,
    score: 0,
    reasons: [],
    foundAt: now,
  };
}
