import type { ScoreReason, ScoredFacts } from './scored-facts.js';

const MB = 1_000_000;

/** Megabytes a minute that a resolution can honestly have: the smallest good encodes, and untouched discs. */
const MB_PER_MINUTE: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '2160p': [15, 1100],
  '1440p': [8, 600],
  '1080p': [5, 550],
  '720p': [2.5, 250],
  unknown: [0.8, 1100],
};
const SD: readonly [number, number] = [1.2, 100];

/** The running time is not known: the range that films and episodes have. */
const MINUTES = { movie: [50, 240], tv: [10, 120] } as const;

function boundsOf({ parsed, mediaType }: ScoredFacts): { least: number; most: number } {
  const [min, max] = MB_PER_MINUTE[parsed.resolution ?? 'unknown'] ?? SD;
  const [shortest, longest] = MINUTES[mediaType];
  const episodes = Math.max(1, parsed.episodes.length);
  // A season pack may hold any number of episodes.
  const isPack = mediaType === 'tv' && parsed.episodes.length === 0;
  return { least: min * shortest * episodes * MB, most: isPack ? Infinity : max * longest * episodes * MB };
}

/** A size that the resolution can't have tells of a fake, a sample or a wrong label. */
export function sizeReason(facts: ScoredFacts): ScoreReason {
  const { sizeBytes } = facts;
  if (sizeBytes === null) return { code: 'size', points: 0, message: 'Size unknown' };
  const { least, most } = boundsOf(facts);
  const name = facts.parsed.resolution ?? 'this kind';
  if (sizeBytes < least) return { code: 'size_implausible', points: -30, message: `Too small for ${name}` };
  if (sizeBytes > most) return { code: 'size_implausible', points: -15, message: `Too large for ${name}` };
  return { code: 'size', points: 5, message: `A size that ${name} can have` };
}
