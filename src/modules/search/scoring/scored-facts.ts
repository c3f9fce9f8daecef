import type { ParsedRelease } from '../release/release-name.js';

/** What a score is made from. */
export interface ScoredFacts {
  readonly releaseName: string;
  readonly parsed: ParsedRelease;
  readonly mediaType: 'movie' | 'tv';
  /** Of the film, or of one episode; null when it is not known. */
  readonly runtimeMinutes: number | null;
  readonly sizeBytes: number | null;
  readonly seeders: number | null;
  readonly publishedAt: Date | null;
  readonly hasMagnet: boolean;
  /** Share of the size that a private site counts as downloaded; 0 is freeleech. */
  readonly downloadVolumeFactor: number | null;
  readonly isOtherTitle: boolean;
  readonly isOtherYear: boolean;
}

/** One reason for a score. The points of all reasons add up to it exactly. */
export interface ScoreReason {
  readonly code: string;
  readonly points: number;
  readonly message: string;
}

/** What is worth knowing before a source is taken. */
export const SourceFlag = {
  NotAllowed: 'not_allowed',
  RejectedTerm: 'rejected_term',
  WrongLanguage: 'wrong_language',
  TooFewSeeders: 'too_few_seeders',
  SizeOutOfLimits: 'size_out_of_limits',
  SizeImplausible: 'size_implausible',
  TitleMismatch: 'title_mismatch',
  YearMismatch: 'year_mismatch',
  PoorSource: 'poor_source',
  HardcodedSubtitles: 'hardcoded_subtitles',
  Upscaled: 'upscaled',
  MadeFor3d: 'made_for_3d',
} as const;
export type SourceFlag = (typeof SourceFlag)[keyof typeof SourceFlag];

/** The flags by which a profile refuses a release; the others only cost points. */
export const REFUSALS: ReadonlySet<string> = new Set<SourceFlag>([
  SourceFlag.NotAllowed,
  SourceFlag.RejectedTerm,
  SourceFlag.WrongLanguage,
  SourceFlag.TooFewSeeders,
  SourceFlag.SizeOutOfLimits,
]);

export interface Score {
  /** 0 to 100; at most 10 when it is not acceptable, more than 10 when it is. */
  readonly score: number;
  readonly reasons: ScoreReason[];
  readonly flags: SourceFlag[];
  /** False when the profile refuses the release. */
  readonly isAcceptable: boolean;
}

export const reason = (code: string, points: number, message: string): ScoreReason => ({
  code,
  points,
  message,
});
