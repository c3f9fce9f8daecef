import { parseReleaseName } from '../release/release-name.js';
import { BUILT_IN_RULES } from './profiles.js';
import type { ProfileRules, QualityPreference } from './profiles.js';
import { scoreRelease } from './score.js';
import type { ScoredFacts } from './scored-facts.js';

const NOW = new Date('2026-02-15T12:00:00Z');
const GB = 1_000_000_000;

function score(
  name: string,
  facts: Partial<ScoredFacts> = {},
  profile: QualityPreference | ProfileRules = 'high',
) {
  const defaults: ScoredFacts = {
    releaseName: name,
    parsed: parseReleaseName(name),
    mediaType: 'movie',
    runtimeMinutes: null,
    sizeBytes: 8 * GB,
    seeders: 50,
    publishedAt: null,
    hasMagnet: true,
    downloadVolumeFactor: null,
    isOtherTitle: false,
    isOtherYear: false,
  };
  const rules = typeof profile === 'string' ? BUILT_IN_RULES[profile] : profile;
  return scoreRelease({ ...defaults, ...facts }, rules, NOW);
}

const custom = (changes: Partial<ProfileRules>): ProfileRules => ({ ...BUILT_IN_RULES.high, ...changes });
const FULL_HD = 'Nosferatu.1922.1080p.BluRay.x264-SILENT';
const CAM = 'Nosferatu.1922.1080p.HDCAM.x264-X';
const DVD = 'Nosferatu.1922.DVDRip.XviD-Y';
const codes = ({ reasons }: ReturnType<typeof score>) => reasons.map(({ code }) => code);

describe('scoreRelease', () => {
  it('explains itself: the points of the reasons are the score', () => {
    const { score: total, reasons, flags, isAcceptable } = score(FULL_HD);
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(total);
    expect(total).toBeGreaterThan(80);
    expect({ flags, isAcceptable }).toEqual({ flags: [], isAcceptable: true });
  });

  it('reaches both ends, and says by how much it was held there', () => {
    const best = score('A.2020.2160p.UHD.BluRay.REMUX.HDR.HEVC.PROPER-G', {
      sizeBytes: 60 * GB,
      seeders: 9000,
      publishedAt: NOW,
      downloadVolumeFactor: 0,
    });
    const worst = score('A.2020.CAM.XviD', {
      seeders: 0,
      sizeBytes: 1,
      isOtherTitle: true,
      isOtherYear: true,
    });
    expect([best.score, worst.score]).toEqual([100, 0]);
    expect([codes(best), codes(worst)]).toEqual([
      expect.arrayContaining(['held']),
      expect.arrayContaining(['held']),
    ]);
  });

  it('puts a better resolution first for high, and a smaller one for medium', () => {
    const uhd = 'Nosferatu.1922.2160p.BluRay.x264-SILENT';
    expect(score(uhd, { sizeBytes: 30 * GB }).score).toBeGreaterThan(score(FULL_HD).score);
    expect(score(uhd, { sizeBytes: 30 * GB }, 'medium').score).toBeLessThan(
      score(FULL_HD, {}, 'medium').score,
    );
  });

  it('prefers a moderate size for medium only', () => {
    const at = (gigabytes: number, preference: QualityPreference) =>
      score(FULL_HD, { sizeBytes: gigabytes * GB, runtimeMinutes: 120 }, preference);
    expect(at(5, 'medium').score).toBeGreaterThan(at(14, 'medium').score);
    expect(at(30, 'medium')).toMatchObject({ isAcceptable: false, flags: ['size_out_of_limits'] });
    expect(at(5, 'high').score).toBe(at(30, 'high').score);
  });

  it('lets any take what has seeders', () => {
    const popular = score('Nosferatu.1922.480p.WEB.x264', { sizeBytes: GB, seeders: 500 }, 'any');
    expect(popular.score).toBeGreaterThan(score(FULL_HD, { seeders: 1 }, 'any').score);
    expect(popular.score).toBeGreaterThan(score(CAM, { seeders: 9000 }, 'any').score);
  });

  it.each(['high', 'medium'] as const)('refuses a film of the screen for %s', (preference) => {
    const cam = score(CAM, { seeders: 5000 }, preference);
    expect(cam).toMatchObject({ isAcceptable: false, flags: ['not_allowed', 'poor_source'] });
    expect(cam.score).toBeLessThanOrEqual(10);
    expect(cam.score).toBeLessThan(score(DVD, { sizeBytes: GB, seeders: 3 }, preference).score);
  });

  it('takes a film of the screen last for any', () => {
    const cam = score(CAM, { seeders: 5000 }, 'any');
    expect(cam).toMatchObject({ isAcceptable: true, flags: [] });
    expect(cam.score).toBeLessThan(score(DVD, { sizeBytes: GB, seeders: 3 }, 'any').score);
  });

  it('prefers many seeders, yet less with each', () => {
    const at = (seeders: number) => score(FULL_HD, { seeders }).score;
    expect(at(0)).toBeLessThan(at(1));
    expect(at(1)).toBeLessThan(at(10));
    expect(at(10) - at(1)).toBeGreaterThan(at(100) - at(91));
    expect(at(100)).toBe(at(100_000));
  });

  it('flags sizes that a resolution can not have', () => {
    expect(score(FULL_HD, { sizeBytes: 5_000_000 }).flags).toEqual(['size_implausible']);
    expect(score('A.2020.480p.WEB', { sizeBytes: 200 * GB }, 'any').flags).toEqual(['size_implausible']);
    expect(score(FULL_HD).flags).toEqual([]);
    expect(score(FULL_HD, { sizeBytes: null }).flags).toEqual([]);
  });

  it('measures sizes by the running time where that is known', () => {
    const half = { sizeBytes: 0.4 * GB };
    expect(score(FULL_HD, { ...half, runtimeMinutes: 40 }).flags).toEqual([]);
    expect(score(FULL_HD, { ...half, runtimeMinutes: 180 }).flags).toEqual(['size_implausible']);
    const two = { mediaType: 'tv', sizeBytes: 40 * GB, runtimeMinutes: 45 } as const;
    expect(score('Show.S01E01.1080p.WEB-DL', two).flags).toEqual(['size_implausible']);
    expect(score('Show.S01E01E02.1080p.WEB-DL', two).flags).toEqual([]);
  });

  it('lets a season pack be of any size', () => {
    const pack = { mediaType: 'tv', sizeBytes: 400 * GB } as const;
    expect(score('Show.S01.1080p.WEB-DL', pack, 'medium').flags).toEqual([]);
  });

  it('names what speaks against a release', () => {
    const flaws = score('Nosferatu.1922.3D.1080p.BluRay', {
      isOtherTitle: true,
      isOtherYear: true,
      hasMagnet: false,
    });
    expect(flaws.flags).toEqual(['title_mismatch', 'year_mismatch', 'made_for_3d']);
    expect(flaws).toMatchObject({ isAcceptable: true });
    expect(codes(flaws)).toContain('no_magnet');
  });

  it('refuses by terms, language and seeders of the profile', () => {
    const strict = custom({ rejectedTerms: ['x26*'], languages: ['de'], minSeeders: 51 });
    const refused = score(FULL_HD, {}, strict);
    expect(refused.isAcceptable).toBe(false);
    expect(refused.flags).toEqual(['too_few_seeders', 'wrong_language', 'rejected_term']);
    expect(score(FULL_HD, { seeders: null }, custom({ minSeeders: 51 })).isAcceptable).toBe(true);
  });

  it('knows what language a name stands for', () => {
    const isFine = (name: string, ...languages: string[]) =>
      score(name, {}, custom({ languages })).isAcceptable;
    expect(isFine(FULL_HD, 'original')).toBe(true);
    expect(isFine(FULL_HD, 'en')).toBe(true);
    expect(isFine(FULL_HD, 'fr')).toBe(false);
    const french = 'Nosferatu.1922.FRENCH.1080p.BluRay.x264-SILENT';
    expect(isFine(french, 'fr', 'de')).toBe(true);
    expect(isFine(french, 'original')).toBe(false);
  });

  it('adds the points of preferred terms and codecs', () => {
    const plain = score(FULL_HD, {}, custom({}));
    const liked = custom({
      preferredTerms: [
        { term: 'silent', points: -7 },
        { term: 'absent', points: 50 },
      ],
      preferredCodecs: ['h264'],
    });
    expect(codes(score(FULL_HD, {}, liked)).filter((code) => code === 'preferred_term')).toHaveLength(1);
    expect(score(FULL_HD, {}, liked).score).toBe(plain.score - 7 + 4);
  });

  it('favours what is new by the given time, corrected, or free of the quota of its site', () => {
    const published = (daysAgo: number) =>
      score(FULL_HD, { publishedAt: new Date(NOW.getTime() - daysAgo * 86_400_000) });
    expect(codes(published(2))).toContain('fresh');
    expect(codes(published(40))).not.toContain('fresh');
    expect(codes(score(FULL_HD, { downloadVolumeFactor: 0 }))).toContain('freeleech');
    expect(codes(score(FULL_HD, { downloadVolumeFactor: 1 }))).not.toContain('freeleech');
    expect(codes(score('Nosferatu.1922.PROPER.1080p.BluRay'))).toContain('proper');
  });
});
