import type { StreamAccess } from '../providers/search-provider.js';
import type { ParsedRelease } from '../release/release-name.js';
import type { ProfileRules } from './profiles.js';
import { qualityReasons } from './quality-rule.js';
import { MAX_REFUSED_SCORE, MAX_SCORE } from './score.js';
import { REFUSALS, SourceFlag, reason } from './scored-facts.js';
import type { Score } from './scored-facts.js';

const IN_LIBRARY_POINTS = 40;

/** A file of the library needs no download: its quality, and that it is here. Nothing speaks against watching it. */
export function scoreFile(parsed: ParsedRelease, profile: ProfileRules): Score {
  const quality = qualityReasons({ parsed }, profile).filter(
    ({ code }) => !REFUSALS.has(code) && code !== SourceFlag.PoorSource,
  );
  const reasons = [...quality, reason('in_library', IN_LIBRARY_POINTS, 'Already in the library')];
  const score = reasons.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(MAX_SCORE, score), reasons, flags: [], isAcceptable: true };
}

const ACCESS: Readonly<Record<StreamAccess, readonly [points: number, message: string]>> = {
  free: [10, 'Free of charge'],
  subscription: [9, 'With a subscription'],
  ads: [7, 'Free of charge with advertisements'],
  rent: [4, 'For rent'],
  buy: [2, 'For sale'],
};

/** A service elsewhere is no release: it is sorted by what watching costs, below every release that is acceptable. */
export function scoreStream(access: StreamAccess): Score {
  const [points, message] = ACCESS[access];
  const score = Math.min(MAX_REFUSED_SCORE, points);
  return { score, reasons: [reason('access', score, message)], flags: [], isAcceptable: true };
}
