import type { ParsedRelease } from '../release/release-name.js';
import { PROFILES } from './profiles.js';
import type { QualityPreference } from './profiles.js';
import type { Score, ScoreReason, ScoredFacts } from './scored-facts.js';
import { sizeReason } from './size-rule.js';

const MAX_SCORE = 100;
const MAX_SEEDER_POINTS = 25;
/** From here on more seeders make no difference. */
const PLENTY_OF_SEEDERS = 100;
const FRESH_DAYS = 30;
const DAY_MS = 86_400_000;

/** Scores a release by fixed rules: the same facts give the same score. */
export function scoreRelease(facts: ScoredFacts, preference: QualityPreference, now: Date): Score {
  const reasons = [
    resolutionReason(facts.parsed, preference),
    sourceReason(facts.parsed, preference),
    codecReason(facts.parsed, preference),
    seedersReason(facts.seeders),
    sizeReason(facts),
    ...flawReasons(facts),
    ...bonusReasons(facts, now),
  ].filter(({ points }) => points !== 0);
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(MAX_SCORE, Math.max(0, sum)), reasons };
}

const reason = (code: string, points: number, message: string): ScoreReason => ({ code, points, message });

function resolutionReason({ resolution }: ParsedRelease, preference: QualityPreference): ScoreReason {
  const { resolutions } = PROFILES[preference];
  const name = resolution ?? 'unknown';
  return reason('resolution', resolutions[name] ?? resolutions['unknown'] ?? 0, `Resolution ${name}`);
}

function sourceReason({ source }: ParsedRelease, preference: QualityPreference): ScoreReason {
  const { sources } = PROFILES[preference];
  const name = source ?? 'unknown';
  return reason('source', sources[name] ?? sources['unknown'] ?? 0, `Source ${name}`);
}

function codecReason({ codec }: ParsedRelease, preference: QualityPreference): ScoreReason {
  const { codecs } = PROFILES[preference];
  const name = codec ?? 'unknown';
  return reason('codec', codecs[name] ?? codecs['unknown'] ?? 0, `Codec ${name}`);
}

/** Logarithmic: the second seeder matters more than the hundredth. */
function seedersReason(seeders: number | null): ScoreReason {
  if (seeders === null) return reason('seeders', MAX_SEEDER_POINTS / 5, 'Seeders unknown');
  if (seeders === 0) return reason('seeders', -20, 'No seeders');
  const share = Math.log1p(Math.min(seeders, PLENTY_OF_SEEDERS)) / Math.log1p(PLENTY_OF_SEEDERS);
  return reason('seeders', Math.round(MAX_SEEDER_POINTS * share), `${seeders} seeders`);
}

function flawReasons({ parsed, hasMagnet, isOtherTitle, isOtherYear }: ScoredFacts): ScoreReason[] {
  return [
    isOtherTitle && reason('title_mismatch', -40, 'The title is not what was asked for'),
    isOtherYear && reason('year_mismatch', -30, 'The year is not what was asked for'),
    !hasMagnet && reason('no_magnet', -15, 'Offers no magnet link'),
    parsed.isUpscaled && reason('upscaled', -15, 'Upscaled from a lower resolution'),
    parsed.is3d && reason('3d', -10, 'Made for 3D screens'),
    parsed.isHardcoded && reason('hardcoded_subtitles', -8, 'Subtitles are burned in'),
  ].filter((found) => found !== false);
}

function bonusReasons({ parsed, publishedAt }: ScoredFacts, now: Date): ScoreReason[] {
  const isFresh = publishedAt !== null && now.getTime() - publishedAt.getTime() < FRESH_DAYS * DAY_MS;
  return [
    parsed.isProper && reason('proper', 2, 'Corrects an earlier release'),
    parsed.hdr.length > 0 && parsed.resolution === '2160p' && reason('hdr', 2, 'High dynamic range'),
    isFresh && reason('fresh', 2, `Published within ${FRESH_DAYS} days`),
  ].filter((found) => found !== false);
}
