import type { ParsedRelease } from '../release/release-name.js';

/** What a score is made from. */
export interface ScoredFacts {
  readonly parsed: ParsedRelease;
  readonly mediaType: 'movie' | 'tv';
  readonly sizeBytes: number | null;
  readonly seeders: number | null;
  readonly publishedAt: Date | null;
  readonly hasMagnet: boolean;
  readonly isOtherTitle: boolean;
  readonly isOtherYear: boolean;
}

/** One reason for a score. The points of all reasons add up to it, before it is held between 0 and 100. */
export interface ScoreReason {
  readonly code: string;
  readonly points: number;
  readonly message: string;
}

export interface Score {
  readonly score: number;
  readonly reasons: ScoreReason[];
}
