import { parseReleaseName } from '../release/release-name.js';
import { PROFILES } from './profiles.js';
import type { QualityPreference } from './profiles.js';
import { scoreRelease } from './score.js';
import type { ScoredFacts } from './scored-facts.js';

const NOW = new Date('2026-02-15T12:00:00Z');
const GB = 1_000_000_000;

function score(name: string, facts: Partial<ScoredFacts> = {}, preference: QualityPreference = 'high') {
  const defaults = {
    parsed: parseReleaseName(name),
    mediaType: 'movie',
    sizeBytes: 8 * GB,
    seeders: 50,
    publishedAt: null,
    hasMagnet: true,
    isOtherTitle: false,
    isOtherYear: false,
  } as const;
  return scoreRelease({ ...defaults, ...facts }, preference, NOW);
}

const FULL_HD = 'Nosferatu.1922.1080p.BluRay.x264-SILENT';
const codes = ({ reasons }: ReturnType<typeof score>) => reasons.map(({ code }) => code);

describe('scoreRelease', () => {
  it('explains itself: the points of the reasons are the score', () => {
    const { score: total, reasons } = score(FULL_HD);
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(total);
    expect(total).toBeGreaterThan(80);
  });

  it('stays between 0 and 100', () => {
    expect(
      score('A.2020.2160p.UHD.BluRay.REMUX.HDR.HEVC.PROPER-G', {
        sizeBytes: 60 * GB,
        seeders: 9000,
        publishedAt: NOW,
      }).score,
    ).toBe(100);
    expect(
      score('A.2020.CAM.XviD', { seeders: 0, sizeBytes: 1, isOtherTitle: true, isOtherYear: true }).score,
    ).toBe(0);
  });

  it('puts a better resolution first for high, and a smaller one for medium', () => {
    const uhd = 'Nosferatu.1922.2160p.BluRay.x264-SILENT';
    expect(score(uhd, { sizeBytes: 30 * GB }).score).toBeGreaterThan(score(FULL_HD).score);
    expect(score(uhd, { sizeBytes: 30 * GB }, 'medium').score).toBeLessThan(
      score(FULL_HD, {}, 'medium').score,
    );
  });

  it.each(Object.keys(PROFILES) as QualityPreference[])(
    'puts a film of the screen behind everything else for %s',
    (preference) => {
      const cam = score('Nosferatu.1922.1080p.HDCAM.x264-X', { seeders: 5000 }, preference).score;
      expect(cam).toBeLessThan(
        score('Nosferatu.1922.DVDRip.XviD-Y', { sizeBytes: GB, seeders: 3 }, preference).score,
      );
    },
  );

  it('prefers many seeders, yet less with each', () => {
    const at = (seeders: number) => score(FULL_HD, { seeders }).score;
    expect(at(0)).toBeLessThan(at(1));
    expect(at(1)).toBeLessThan(at(10));
    expect(at(10) - at(1)).toBeGreaterThan(at(100) - at(91));
    expect(at(100)).toBe(at(100_000));
  });

  it('flags sizes that a resolution can not have', () => {
    expect(codes(score(FULL_HD, { sizeBytes: 5_000_000 }))).toContain('size_implausible');
    expect(codes(score('A.2020.480p.WEB', { sizeBytes: 200 * GB }))).toContain('size_implausible');
    expect(codes(score(FULL_HD))).toContain('size');
    expect(codes(score(FULL_HD, { sizeBytes: null }))).not.toContain('size');
  });

  it('lets a season pack be of any size', () => {
    expect(codes(score('Show.S01.1080p.WEB-DL', { mediaType: 'tv', sizeBytes: 400 * GB }))).toContain('size');
  });

  it('names what speaks against a release', () => {
    const flaws = score('Nosferatu.1922.3D.1080p.BluRay', {
      isOtherTitle: true,
      isOtherYear: true,
      hasMagnet: false,
    });
    expect(codes(flaws)).toEqual(
      expect.arrayContaining(['title_mismatch', 'year_mismatch', 'no_magnet', '3d']),
    );
  });

  it('favours what is new by the given time', () => {
    const published = (daysAgo: number) =>
      score(FULL_HD, { publishedAt: new Date(NOW.getTime() - daysAgo * 86_400_000) });
    expect(codes(published(2))).toContain('fresh');
    expect(codes(published(40))).not.toContain('fresh');
  });
});
