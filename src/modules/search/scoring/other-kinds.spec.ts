import { parseReleaseName } from '../release/release-name.js';
import { scoreFile, scoreStream } from './other-kinds.js';
import { BUILT_IN_RULES } from './profiles.js';

describe('what is no release', () => {
  it('is scored by its quality when the library has it, whatever the profile refuses', () => {
    const full = scoreFile(parseReleaseName('A.2020.1080p.BluRay'), BUILT_IN_RULES.high);
    const poor = scoreFile(parseReleaseName('A.2020.CAM'), BUILT_IN_RULES.high);
    expect(full.score).toBeGreaterThan(poor.score);
    for (const { score, reasons, flags, isAcceptable } of [full, poor]) {
      expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      expect({ flags, isAcceptable }).toEqual({ flags: [], isAcceptable: true });
    }
  });

  it('is sorted by what it costs when somebody else shows it, below all that is acceptable', () => {
    const scores = (['free', 'subscription', 'ads', 'rent', 'buy'] as const).map(scoreStream);
    expect(scores.map(({ score }) => score)).toEqual([10, 9, 7, 4, 2]);
    expect(scores.every(({ flags, isAcceptable }) => flags.length === 0 && isAcceptable)).toBe(true);
  });
});
