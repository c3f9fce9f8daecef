import type { ProviderQuery, SourceDraft } from '../providers/search-provider.js';
import { BUILT_IN_RULES } from '../scoring/profiles.js';
import type { Search } from '../search.entity.js';
import type { SearchSource } from '../search-source.entity.js';
import type { SearchTitle } from '../search-title.entity.js';
import { TitlePlan } from '../titles/title-plan.js';
import { planBatch } from './batch-plan.js';
import { toFoundItem } from './found-item.js';

const NOW = new Date('2026-11-22T00:00:00Z');
const QUERY: ProviderQuery = { query: 'Nosferatu', mediaType: 'movie', year: 1922 };
const profile = BUILT_IN_RULES.any;

const draft: SourceDraft = {
  kind: 'torrent',
  guid: 'one',
  releaseName: 'Nosferatu.1922.1080p.BluRay.x264-A',
  indexer: null,
  infoHash: 'c9e15763f722f23e98a29decdfae341b98d53056',
  magnetLink: 'magnet:?xt=urn:btih:c9e15763f722f23e98a29decdfae341b98d53056',
  torrentUrl: null,
  sizeBytes: 8_000_000_000,
  seeders: 5,
  leechers: 1,
  publishedAt: NOW,
  mediaType: null,
  tmdbId: null,
  imdbId: null,
  downloadVolumeFactor: null,
  uploadVolumeFactor: null,
  offer: null,
};

/** One batch of one offer, after those that are known. */
function batchOf(
  provider: string,
  titles: SearchTitle[],
  known: SearchSource[],
  more: Partial<SourceDraft> = {},
) {
  const item = toFoundItem({ kind: 'release', source: { ...draft, ...more } }, QUERY, provider);
  if (!item) throw new Error('Nothing was found');
  const plan = new TitlePlan(titles, { searchId: 's', provider, query: QUERY });
  const title = plan.place(item.candidate);
  const placed = item.sources.map((source) => ({ item: source, title }));
  const search = { id: 's', ...QUERY } as Search;
  return { search, profile, provider, placed, titles, known, rescored: plan.rescored };
}

/** As the database gives JSON back: with its keys in another order. */
const stored = (source: SearchSource): SearchSource => ({
  ...source,
  reasons: source.reasons.map(
    (reason) => Object.fromEntries(Object.entries(reason).reverse()) as typeof reason,
  ),
});

describe('planBatch', () => {
  function firstFind() {
    const titles: SearchTitle[] = [];
    const { added, newToProvider } = planBatch(batchOf('a', titles, []), NOW);
    expect(newToProvider).toBe(1);
    return { titles, known: added.map(({ source }) => stored(source)) };
  }

  it('changes nothing when a provider finds its own again', () => {
    const { titles, known } = firstFind();
    expect(planBatch(batchOf('a', titles, known), NOW)).toEqual({ added: [], changed: [], newToProvider: 0 });
  });

  it('counts for a provider what another has found before', () => {
    const { titles, known } = firstFind();
    const { added, changed, newToProvider } = planBatch(batchOf('b', titles, known), NOW);
    expect([added.length, changed.length, newToProvider]).toEqual([0, 1, 1]);
    expect(changed[0]?.source).toMatchObject({ foundBy: ['a', 'b'], id: known[0]?.id });
  });

  it('does not take the order of keys for a change when a title is scored anew', () => {
    const { titles, known } = firstFind();
    const batch = batchOf('a', titles, known);
    expect(planBatch({ ...batch, rescored: new Set(titles) }, NOW).changed).toEqual([]);
  });
});
