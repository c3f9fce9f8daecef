import type { ProfileRules } from './profiles.js';
import { qualityReasons } from './quality-rule.js';
import { REFUSALS, SourceFlag, reason } from './scored-facts.js';
import type { Score, ScoreReason, ScoredFacts } from './scored-facts.js';
import { sizeReasons } from './size-rule.js';
import { codecReason, languageReasons, termReasons } from './wish-rules.js';

export const MAX_SCORE = 100;
/** What is refused stays at or below this, what is acceptable above it: sorting by score sorts by both. */
export const MAX_REFUSED_SCORE = 10;

const MAX_SEEDER_POINTS = 25;
/** From here on more seeders make no difference. */
const PLENTY_OF_SEEDERS = 100;
const FRESH_DAYS = 30;
const DAY_MS = 86_400_000;

const FLAGS: ReadonlySet<string> = new Set(Object.values(SourceFlag));
const isFlag = (code: string): code is SourceFlag => FLAGS.has(code);

/** Scores a release by the rules of a profile: the same facts give the same score. */
export function scoreRelease(facts: ScoredFacts, profile: ProfileRules, now: Date): Score {
  const reasons = [
    ...qualityReasons(facts, profile),
    codecReason(facts.parsed, profile),
    ...seederReasons(facts.seeders, profile),
    ...sizeReasons(facts, profile),
    ...languageReasons(facts, profile),
    ...termReasons(facts, profile),
    ...flawReasons(facts),
    ...bonusReasons(facts, now),
  ].filter(({ points }) => points !== 0);
  const flags = [...new Set(reasons.map(({ code }) => code).filter(isFlag))];
  const isAcceptable = !flags.some((flag) => REFUSALS.has(flag));
  return { ...hold(reasons, isAcceptable), flags, isAcceptable };
}

/** Brings the sum into its bounds, by a reason of its own, so that the points still add up. */
function hold(reasons: ScoreReason[], isAcceptable: boolean): Pick<Score, 'score' | 'reasons'> {
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const within = Math.min(MAX_SCORE, Math.max(0, sum));
  const score = isAcceptable
    ? Math.max(MAX_REFUSED_SCORE + 1, within)
    : Math.round((within * MAX_REFUSED_SCORE) / MAX_SCORE);
  if (score === sum) return { score, reasons };
  const message = isAcceptable
    ? `Held between ${MAX_REFUSED_SCORE + 1} and ${MAX_SCORE}`
    : `Refused by the profile: ${MAX_REFUSED_SCORE} at most`;
  return { score, reasons: [...reasons, reason('held', score - sum, message)] };
}

/** Logarithmic: the second seeder matters more than the hundredth. */
function seederReasons(seeders: number | null, { minSeeders }: ProfileRules): ScoreReason[] {
  if (seeders === null) return [reason('seeders', MAX_SEEDER_POINTS / 5, 'Seeders unknown')];
  const share = Math.log1p(Math.min(seeders, PLENTY_OF_SEEDERS)) / Math.log1p(PLENTY_OF_SEEDERS);
  const points = seeders === 0 ? -20 : Math.round(MAX_SEEDER_POINTS * share);
  return [
    reason('seeders', points, seeders === 0 ? 'No seeders' : `${seeders} seeders`),
    ...(seeders < minSeeders
      ? [reason(SourceFlag.TooFewSeeders, -10, `The profile wants at least ${minSeeders} seeders`)]
      : []),
  ];
}

function flawReasons({ parsed, hasMagnet, isOtherTitle, isOtherYear }: ScoredFacts): ScoreReason[] {
  return [
    isOtherTitle && reason(SourceFlag.TitleMismatch, -40, 'The title is not what was asked for'),
    isOtherYear && reason(SourceFlag.YearMismatch, -30, 'The year is not what was asked for'),
    !hasMagnet && reason('no_magnet', -15, 'Offers no magnet link'),
    parsed.isUpscaled && reason(SourceFlag.Upscaled, -15, 'Upscaled from a lower resolution'),
    parsed.is3d && reason(SourceFlag.MadeFor3d, -10, 'Made for 3D screens'),
    parsed.isHardcoded && reason(SourceFlag.HardcodedSubtitles, -8, 'Subtitles are burned in'),
  ].filter((found) => found !== false);
}

function bonusReasons({ parsed, publishedAt, downloadVolumeFactor }: ScoredFacts, now: Date): ScoreReason[] {
  const isFresh = publishedAt !== null && now.getTime() - publishedAt.getTime() < FRESH_DAYS * DAY_MS;
  const isHdr = parsed.hdr.length > 0 && parsed.resolution === '2160p';
  const discount = downloadVolumeFactor === null ? 0 : 1 - downloadVolumeFactor;
  return [
    parsed.isProper && reason('proper', 2, 'Corrects an earlier release'),
    isHdr && reason('hdr', 2, 'High dynamic range'),
    isFresh && reason('fresh', 2, `Published within ${FRESH_DAYS} days`),
    discount > 0 && reason('freeleech', discount >= 1 ? 3 : 1, 'Counts less as a download at its site'),
  ].filter((found) => found !== false);
}
