import fc from 'fast-check';
import type { ParsedRelease } from '../release/release-name.js';
import { parseReleaseName } from '../release/release-name.js';
import { BUILT_IN_RULES } from './profiles.js';
import type { ProfileRules } from './profiles.js';
import { QUALITIES, Quality, qualityOf } from './quality.js';
import { scoreRelease } from './score.js';
import type { ScoredFacts } from './scored-facts.js';

const NOW = new Date('2026-02-15T12:00:00Z');
const EMPTY = parseReleaseName('');
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

/** A name's parts that are of each quality. */
const OF_QUALITY: Readonly<Record<Quality, readonly [source: string | null, resolution: string | null]>> = {
  [Quality.Remux2160p]: ['BluRay REMUX', '2160p'],
  [Quality.Bluray2160p]: ['BluRay', '2160p'],
  [Quality.Web2160p]: ['WEB-DL', '2160p'],
  [Quality.Hdtv2160p]: ['HDTV', '2160p'],
  [Quality.Remux1080p]: ['BluRay REMUX', '1080p'],
  [Quality.Bluray1080p]: ['BDRip', '1080p'],
  [Quality.Web1080p]: ['WEBRip', '1080p'],
  [Quality.Hdtv1080p]: [null, '1080p'],
  [Quality.Bluray720p]: ['BluRay', '720p'],
  [Quality.Web720p]: ['WEB', '720p'],
  [Quality.Hdtv720p]: ['HDTV', '720p'],
  [Quality.Dvd]: ['DVDRip', null],
  [Quality.Sd]: ['WEBRip', '480p'],
  [Quality.Unknown]: [null, null],
  [Quality.Screener]: ['SCR', '1080p'],
  [Quality.Telecine]: ['TC', null],
  [Quality.Telesync]: ['TS', '720p'],
  [Quality.Cam]: ['CAM', '1080p'],
  [Quality.Workprint]: ['WORKPRINT', null],
};

const parsedAs = (quality: Quality, rest: Partial<ParsedRelease> = {}): ParsedRelease => {
  const [source, resolution] = OF_QUALITY[quality];
  return { ...EMPTY, ...rest, source, resolution, isRemux: source === 'BluRay REMUX' };
};

const parsed = fc
  .record({
    quality: fc.constantFrom(...QUALITIES),
    codec: orNull(fc.constantFrom('h264', 'h265', 'xvid', 'constructor')),
    languages: fc.subarray(['en', 'fr', 'de', 'multi']),
    hdr: fc.subarray(['HDR', 'DV']),
    episodes: fc.subarray([1, 2, 3]),
    isProper: fc.boolean(),
    isHardcoded: fc.boolean(),
    isUpscaled: fc.boolean(),
    is3d: fc.boolean(),
  })
  .map(({ quality, ...rest }) => parsedAs(quality, rest));

const facts: fc.Arbitrary<ScoredFacts> = fc.record({
  releaseName: fc.string({ unit: 'grapheme', maxLength: 60 }),
  parsed,
  mediaType: fc.constantFrom('movie', 'tv'),
  runtimeMinutes: orNull(fc.integer({ min: 0, max: 500 })),
  sizeBytes: orNull(fc.maxSafeNat()),
  seeders: orNull(fc.nat()),
  publishedAt: orNull(fc.date({ noInvalidDate: true })),
  hasMagnet: fc.boolean(),
  downloadVolumeFactor: orNull(fc.double({ min: 0, max: 2, noNaN: true })),
  isOtherTitle: fc.boolean(),
  isOtherYear: fc.boolean(),
});

const words = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 4 });
const ownProfile: fc.Arbitrary<ProfileRules> = fc
  .record({
    qualities: fc.shuffledSubarray([...QUALITIES], { minLength: 1 }),
    cutoffAt: fc.nat(),
    isUpgradeAllowed: fc.boolean(),
    sizeLimits: fc.array(
      fc.record({
        quality: fc.constantFrom(...QUALITIES),
        minMbPerMinute: orNull(fc.integer({ min: 0, max: 50 })),
        maxMbPerMinute: orNull(fc.integer({ min: 51, max: 500 })),
      }),
      { maxLength: 4 },
    ),
    preferredTerms: words.map((terms) => terms.map((term, at) => ({ term, points: 50 - at * 33 }))),
    rejectedTerms: words,
    languages: fc.subarray(['original', 'en', 'fr']),
    minSeeders: fc.integer({ min: 0, max: 50 }),
    preferredCodecs: fc.subarray(['h265', 'h264']),
  })
  .map(({ cutoffAt, ...rest }) => ({
    ...rest,
    cutoff: rest.qualities[cutoffAt % rest.qualities.length] ?? Quality.Unknown,
  }));
const profile = fc.oneof(fc.constantFrom(...Object.values(BUILT_IN_RULES)), ownProfile);

describe('scores, whatever is found and wanted', () => {
  it('understands each quality that it knows', () => {
    for (const quality of QUALITIES) expect(qualityOf(parsedAs(quality))).toBe(quality);
  });

  it('lie between 0 and 100, acceptable ones above refused ones, and are the sum of their reasons', () => {
    fc.assert(
      fc.property(facts, profile, (one, rules) => {
        const { score, reasons, isAcceptable } = scoreRelease(one, rules, NOW);
        expect(Number.isInteger(score)).toBe(true);
        expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(isAcceptable ? 11 : 0);
        expect(score).toBeLessThanOrEqual(isAcceptable ? 100 : 10);
      }),
    );
  });

  it('never fall with more seeders', () => {
    fc.assert(
      fc.property(facts, profile, fc.nat(), fc.nat(), (one, rules, seeders, more) => {
        const fewer = scoreRelease({ ...one, seeders }, rules, NOW);
        const many = scoreRelease({ ...one, seeders: seeders + more }, rules, NOW);
        expect(many.score).toBeGreaterThanOrEqual(fewer.score);
      }),
    );
  });

  it('never fall with a quality that stands earlier in the profile, or in it at all', () => {
    fc.assert(
      fc.property(facts, profile, fc.nat(), fc.constantFrom(...QUALITIES), (one, rules, at, other) => {
        // What a size tells depends on the quality, and so does what HDR is worth.
        const rest = { ...one, sizeBytes: null, parsed: { ...one.parsed, hdr: [] } };
        const scoreOf = (quality: Quality) =>
          scoreRelease({ ...rest, parsed: parsedAs(quality, rest.parsed) }, rules, NOW).score;
        const place = at % rules.qualities.length;
        const better = scoreOf(rules.qualities[place] ?? other);
        const isWorse = !rules.qualities.slice(0, place).includes(other);
        if (isWorse) expect(better).toBeGreaterThanOrEqual(scoreOf(other));
      }),
    );
  });

  it('are the same for the same facts', () => {
    fc.assert(
      fc.property(facts, profile, (one, rules) => {
        expect(scoreRelease(one, rules, NOW)).toEqual(scoreRelease(structuredClone(one), rules, NOW));
      }),
    );
  });
});
