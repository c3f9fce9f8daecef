import { SourceKind } from './providers/search-provider.js';
import { scoreFile, scoreStream } from './scoring/other-kinds.js';
import type { ProfileRules } from './scoring/profiles.js';
import { scoreRelease } from './scoring/score.js';
import type { Score } from './scoring/scored-facts.js';
import { keepOpinion } from './scoring/second-opinion/apply-opinion.js';
import type { Search } from './search.entity.js';
import type { SearchSource } from './search-source.entity.js';
import type { SearchTitle } from './search-title.entity.js';
import { mismatchOf } from './titles/mismatch.js';

/** What a source is scored by, beside what is known of it. */
export interface ScoringContext {
  readonly search: Pick<Search, 'query' | 'year'>;
  readonly profile: ProfileRules;
  readonly now: Date;
}

/** The score that a source deserves in this search, by the rules alone. */
export function scoreOf(source: SearchSource, title: SearchTitle, context: ScoringContext): Score {
  const { search, profile, now } = context;
  if (source.offer !== null) return scoreStream(source.offer.access);
  if (source.kind === SourceKind.File) return scoreFile(source.attributes, profile);
  const facts = {
    releaseName: source.releaseName,
    parsed: source.attributes,
    mediaType: title.mediaType,
    runtimeMinutes: title.runtimeMinutes,
    sizeBytes: source.sizeBytes,
    seeders: source.seeders,
    publishedAt: source.publishedAt,
    hasMagnet: source.magnetLink !== null,
    downloadVolumeFactor: source.downloadVolumeFactor,
    ...mismatchOf({ names: [title.title, ...title.keys], year: title.year }, search),
  };
  return scoreRelease(facts, profile, now);
}

/** The source with that score. What a second opinion said of it stays. */
export const scoreSource = (
  source: SearchSource,
  title: SearchTitle,
  context: ScoringContext,
): SearchSource => ({ ...source, ...keepOpinion(scoreOf(source, title, context), source.reasons) });
