import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ProfileRules } from '../scoring/profiles.js';
import { mergeSource } from '../source-merge.js';
import { scoreSource } from '../source-score.js';
import type { ScoringContext } from '../source-score.js';
import type { Search } from '../search.entity.js';
import type { SearchSource } from '../search-source.entity.js';
import type { SearchTitle } from '../search-title.entity.js';
import type { FoundSourceItem } from './found-item.js';

/** A source with its title; a title alone where nothing of it is offered. */
export interface Stored {
  readonly title: SearchTitle;
  readonly source: SearchSource | null;
}

export interface StoredSource extends Stored {
  readonly source: SearchSource;
}

export interface BatchPlan {
  readonly added: StoredSource[];
  readonly changed: StoredSource[];
  /** Sources that the provider has not found before. */
  readonly newToProvider: number;
}

/** A found source under the title that it was sorted to. */
export interface PlacedSource {
  readonly item: FoundSourceItem;
  readonly title: SearchTitle;
}

interface Batch {
  readonly search: Search;
  /** What the search is scored by. */
  readonly profile: ProfileRules;
  readonly provider: string;
  readonly placed: readonly PlacedSource[];
  /** Every title of the search, those of this batch included. */
  readonly titles: readonly SearchTitle[];
  /** Sources of this search that the batch finds again, or whose title is among `rescored`. */
  readonly known: readonly SearchSource[];
  /** Titles of which the batch tells something that matters to scores. */
  readonly rescored: ReadonlySet<SearchTitle>;
}

/**
 * Sorts a batch into new sources and changes of those that are there. It may name one torrent twice. A source that is
 * known stays under its title, whatever another offer calls it, unless that title turned out to be another.
 */
export function planBatch(batch: Batch, now: Date): BatchPlan {
  const { search, profile, provider, placed, titles, known, rescored } = batch;
  const context = { search, profile, now };
  const titleById = new Map(titles.map((title) => [title.id, title]));
  const before = new Map(known.map((source) => [source.identity, source]));
  const current = new Map<string, StoredSource>();
  for (const source of known) {
    const title = homeOf(source, titleById);
    const isAffected = source.titleId !== title.id || rescored.has(title);
    current.set(source.identity, { title, source: isAffected ? settled(source, title, context) : source });
  }
  for (const { item, title } of placed) {
    const there = current.get(item.identity);
    const home = there?.title ?? title;
    const found = toSource(item, home, provider, now);
    const merged = there ? mergeSource(there.source, found) : found;
    if (merged) current.set(item.identity, { title: home, source: scoreSource(merged, home, context) });
  }
  const all = [...current.values()];
  const added = all.filter(({ source }) => !before.has(source.identity));
  const changed = all.filter(({ source }) => {
    const earlier = before.get(source.identity);
    return earlier !== undefined && isChanged(earlier, source);
  });
  const newToProvider = [...added, ...changed].filter(
    ({ source }) =>
      source.foundBy.includes(provider) && !before.get(source.identity)?.foundBy.includes(provider),
  ).length;
  return { added, changed, newToProvider };
}

/** The title that a known source belongs to now. */
function homeOf(source: SearchSource, titles: ReadonlyMap<string, SearchTitle>): SearchTitle {
  let title = titles.get(source.titleId);
  while (title?.mergedInto) title = titles.get(title.mergedInto);
  if (!title) throw new Error('A source has no title');
  return title;
}

/** A known source under that title, scored by what is known of it now. */
const settled = (source: SearchSource, title: SearchTitle, context: ScoringContext): SearchSource =>
  scoreSource({ ...source, titleId: title.id }, title, context);

/** JSON of the database may come with its keys in another order, which is no change. */
const isChanged = (before: SearchSource, after: SearchSource): boolean =>
  before !== after && !isDeepStrictEqual(before, after);

function toSource(
  { draft, parsed, identity }: FoundSourceItem,
  title: SearchTitle,
  provider: string,
  now: Date,
): SearchSource {
  return {
    id: randomUUID(),
    searchId: title.searchId,
    titleId: title.id,
    identity,
    provider,
    foundBy: [provider],
    kind: draft.kind,
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
    uploadVolumeFactor: draft.uploadVolumeFactor,
    offer: draft.offer,
    attributes: parsed,
    score: 0,
    reasons: [],
    flags: [],
    isAcceptable: true,
    foundAt: now,
  };
}
