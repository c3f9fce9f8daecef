import type { ProfileRules, SizeLimit } from './profiles.js';
import { qualityOf } from './quality.js';
import { SourceFlag, reason } from './scored-facts.js';
import type { ScoreReason, ScoredFacts } from './scored-facts.js';

const MB = 1_000_000;
const MAX_POINTS = 10;
const UNKNOWN_POINTS = 3;

type Range = readonly [least: number, most: number];

/** Megabytes a minute that a resolution can honestly have: the smallest good encodes, and untouched discs. */
const MB_PER_MINUTE: ReadonlyMap<string, Range> = new Map<string, Range>([
  ['2160p', [15, 1100]],
  ['1440p', [8, 600]],
  ['1080p', [5, 550]],
  ['720p', [2.5, 250]],
  ['unknown', [0.8, 1100]],
]);
const SD: Range = [1.2, 100];

/** While the running time is not known: the range that films and episodes have, and the usual one. */
const MINUTES = {
  movie: { range: [50, 240], usual: 110 },
  tv: { range: [10, 120], usual: 45 },
} as const;
/** Cuts and countries differ. */
const TOLERANCE = 0.25;

/** How long what is in a release may take; of whole seasons nothing but the shortest is known. */
function minutesOf({ parsed, mediaType, runtimeMinutes }: ScoredFacts): { range: Range; usual: number } {
  const { range, usual } = MINUTES[mediaType];
  const one =
    runtimeMinutes === null || runtimeMinutes <= 0
      ? { range, usual }
      : {
          range: [runtimeMinutes * (1 - TOLERANCE), runtimeMinutes * (1 + TOLERANCE)] as const,
          usual: runtimeMinutes,
        };
  const episodes = Math.max(1, parsed.episodes.length);
  const isPack = mediaType === 'tv' && parsed.episodes.length === 0;
  return {
    range: [one.range[0] * episodes, isPack ? Infinity : one.range[1] * episodes],
    usual: isPack ? Infinity : one.usual * episodes,
  };
}

/** Whether a size fits what the resolution can have, and what the profile wants. */
export function sizeReasons(facts: ScoredFacts, profile: ProfileRules): ScoreReason[] {
  const { sizeBytes, parsed } = facts;
  if (sizeBytes === null) return [reason('size', UNKNOWN_POINTS, 'Size unknown')];
  const { range, usual } = minutesOf(facts);
  const megabytes = sizeBytes / MB;
  const quality = qualityOf(parsed);
  const limit = profile.sizeLimits.find((one) => one.quality === quality);
  return [
    plausibility(megabytes, range, parsed.resolution) ?? wishedSize(megabytes / usual, limit),
    ...outOfLimits(megabytes, range, limit),
  ];
}

/** A size that the resolution can't have tells of a fake, a sample or a wrong label. */
function plausibility(
  megabytes: number,
  [shortest, longest]: Range,
  resolution: string | null,
): ScoreReason | null {
  const [least, most] = MB_PER_MINUTE.get(resolution ?? 'unknown') ?? SD;
  const name = resolution ?? 'this kind';
  if (megabytes < least * shortest) return reason(SourceFlag.SizeImplausible, -30, `Too small to be ${name}`);
  if (megabytes > most * longest) return reason(SourceFlag.SizeImplausible, -15, `Too large to be ${name}`);
  return null;
}

/** Where the profile limits sizes, what is well below the limit is better. */
function wishedSize(mbPerMinute: number, limit: SizeLimit | undefined): ScoreReason {
  const max = limit?.maxMbPerMinute ?? null;
  if (max === null) return reason('size', MAX_POINTS, 'A plausible size');
  const share = Math.min(1, mbPerMinute / max);
  return reason('size', Math.round(MAX_POINTS * (1 - share ** 2)), `Size within ${max} MB a minute`);
}

/** Only what is out of limits for every running time that it may have. */
function outOfLimits(
  megabytes: number,
  [shortest, longest]: Range,
  limit: SizeLimit | undefined,
): ScoreReason[] {
  const { minMbPerMinute: min, maxMbPerMinute: max } = limit ?? {
    minMbPerMinute: null,
    maxMbPerMinute: null,
  };
  if (min !== null && megabytes < min * shortest)
    return [reason(SourceFlag.SizeOutOfLimits, -10, `Less than ${min} MB a minute`)];
  if (max !== null && megabytes > max * longest)
    return [reason(SourceFlag.SizeOutOfLimits, -10, `More than ${max} MB a minute`)];
  return [];
}
