import type { ProfileRules } from './profiles.js';
import { QUALITIES, isPoor, qualityOf } from './quality.js';
import { SourceFlag, reason } from './scored-facts.js';
import type { ScoreReason, ScoredFacts } from './scored-facts.js';

const MAX_POINTS = 50;
/** What lies between the best quality and the one that is just good enough. */
const SPREAD_OF_GOOD = 12;
const MAX_BELOW_CUTOFF = 30;
const MIN_ALLOWED = 10;
/** Among what is refused, the better quality is still shown first. */
const MAX_REFUSED = 20;
const POOR_SOURCE_POINTS = -40;

/** Points for the place in the profile's order: a step at the cutoff, little steps above it. */
export function qualityReasons(
  { parsed }: Pick<ScoredFacts, 'parsed'>,
  profile: ProfileRules,
): ScoreReason[] {
  const quality = qualityOf(parsed);
  const place = profile.qualities.indexOf(quality);
  if (place < 0) return refusal(quality);
  const cutoff = profile.qualities.indexOf(profile.cutoff);
  if (place <= cutoff) {
    const points = MAX_POINTS - Math.round((SPREAD_OF_GOOD * place) / profile.qualities.length);
    return [reason('quality', points, `${quality}: as good as wanted`)];
  }
  const share = (place - cutoff) / (profile.qualities.length - cutoff);
  const points = MAX_BELOW_CUTOFF - Math.round((MAX_BELOW_CUTOFF - MIN_ALLOWED) * share);
  return [reason('quality', points, `${quality}: allowed, below the cutoff ${profile.cutoff}`)];
}

function refusal(quality: (typeof QUALITIES)[number]): ScoreReason[] {
  const rank = QUALITIES.indexOf(quality) / QUALITIES.length;
  return [
    reason('quality', Math.round(MAX_REFUSED * (1 - rank)), quality),
    reason(SourceFlag.NotAllowed, -10, `The profile does not allow ${quality}`),
    ...(isPoor(quality)
      ? [reason(SourceFlag.PoorSource, POOR_SOURCE_POINTS, 'Taken from a cinema or an unfinished copy')]
      : []),
  ];
}
