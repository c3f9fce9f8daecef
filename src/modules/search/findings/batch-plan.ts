import { randomUUID } from 'node:crypto';
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
  /** Sources of this search that the batch finds again, or whose title it changes. */
  readonly known: readonly SearchSource[];
}

/**
 * Sorts a batch into new sources and changes of those that are there. It may name one torrent twice. A source that is
 * known stays under its title, whatever another offer calls it, unless that title turned out to be another.
 */
export function planBatch(batch: Batch, now: Date): BatchPlan {
  const { search, profile, provider, placed, titles, known } = batch;
  const context = { search, profile, now };
  const titleById = new Map(titles.map((title) => [title.id, title]));
  const before = new Map(known.map((source) => [source.identity, source]));
  const current = new Map(known.map((source) => [source.identity, settled(source, titleById, context)]));
  for (const { item, title } of placed) {
    const there = current.get(item.identity);
    const home = there?.title ?? title;
    const found = toSource(item, home, provider, now);
    const merged = there ? mergeSource(there.source, found) : found;
    if (merged) current.set(item.identity, { title: home, source: scoreSource(merged, home, context) });
  }
  const all = [...current.values()];
  return {
    added: all.filter(({ source }) => !before.has(source.identity)),
    changed: all.filter(({ source }) => {
      const earlier = before.get(source.identity);
      return earlier !== undefined && isChanged(earlier, source);
    }),
  };
}

/** A known source under the title that it belongs to now, scored by what is known of that now. */
function settled(
  source: SearchSource,
  titles: ReadonlyMap<string, SearchTitle>,
  context: ScoringContext,
): StoredSource {
  let title = titles.get(source.titleId);
  while (title?.mergedInto) title = titles.get(title.mergedInto);
  if (!title) throw new Error('A source has no title');
  return { title, source: scoreSource({ ...source, titleId: title.id }, title, context) };
}

const isChanged = (before: SearchSource, after: SearchSource): boolean =>
  JSON.stringify(before) !== JSON.stringify(after);

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
