import { qualityScore, resolutionLabel } from './resolution.js';

describe('resolutionLabel', () => {
  it.each([
    [3840, 2160, '2160p'],
    [3840, 1600, '2160p'],
    [1920, 1080, '1080p'],
    [1920, 800, '1080p'],
    [1440, 1080, '1080p'],
    [1280, 720, '720p'],
    [1280, 534, '720p'],
    [720, 576, '576p'],
    [720, 480, '480p'],
    [640, 360, '480p'],
    [320, 180, '180p'],
  ])('%i x %i is %s', (width, height, label) => {
    expect(resolutionLabel(width, height)).toBe(label);
  });
});

describe('qualityScore', () => {
  const scoreOf = (height: number, isHdr = false) =>
    qualityScore({ width: (height * 16) / 9, height, isHdr });

  it('grows with the picture', () => {
    const scores = [180, 480, 576, 720, 1080, 1440, 2160].map((height) => scoreOf(height));
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(new Set(scores).size).toBe(scores.length);
  });

  it('prefers high dynamic range, up to 100', () => {
    expect(scoreOf(1080, true)).toBeGreaterThan(scoreOf(1080));
    expect(scoreOf(2160, true)).toBe(100);
  });

  it('takes an unknown picture for a bad one', () => {
    expect(qualityScore({ width: null, height: null, isHdr: false })).toBe(scoreOf(180));
  });
});
