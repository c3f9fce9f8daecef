import { mismatchOf } from './release/group-releases.js';
import { scoreRelease } from './scoring/score.js';
import type { Search } from './search.entity.js';
import type { SearchSource } from './search-source.entity.js';
import type { SearchTitle } from './search-title.entity.js';

/** The source with the score that it deserves in this search. */
export function scoreSource(
  source: SearchSource,
  title: SearchTitle,
  search: Search,
  now: Date,
): SearchSource {
  const facts = {
    parsed: source.attributes,
    mediaType: title.mediaType,
    sizeBytes: source.sizeBytes,
    seeders: source.seeders,
    publishedAt: source.publishedAt,
    hasMagnet: source.magnetLink !== null,
    ...mismatchOf(title.title, title.year, search),
  };
  return { ...source, ...scoreRelease(facts, search.qualityPreference, now) };
}
