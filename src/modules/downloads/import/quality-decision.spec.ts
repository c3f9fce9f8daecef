import { holdsAllOf, isWorthHaving } from './quality-decision.js';

const of = (...scores: (number | null)[]) => scores.map((qualityScore) => ({ qualityScore }));
const label = (episodeLabel: string | null) => ({ episodeLabel });

describe('isWorthHaving', () => {
  it('takes what is the first of its kind, whatever it is', () => {
    for (const upgrade of ['never', 'better', 'always'] as const)
      expect(isWorthHaving({ qualityScore: null }, [], upgrade)).toBe(true);
  });

  it.each([
    ['better', 95, of(80), true],
    ['better', 80, of(80), false],
    ['better', 60, of(80), false],
    ['better', 95, of(80, 98), false],
    ['better', 40, of(null), true],
    ['never', 98, of(40), false],
    ['always', 40, of(98), true],
  ] as const)('%s: a file of %i beside %j: %s', (upgrade, qualityScore, rivals, expected) => {
    expect(isWorthHaving({ qualityScore }, rivals, upgrade)).toBe(expected);
  });
});

describe('holdsAllOf', () => {
  it.each([
    [null, null, true],
    ['S01E01', 'S01E01', true],
    ['S01E01E02', 'S01E02', true],
    ['S01E02', 'S01E01E02', false],
    ['S02E01', 'S01E01', false],
    ['S01E01', null, false],
    [null, 'S01E01', false],
  ])('%s of %s: %s', (one, other, expected) => {
    expect(holdsAllOf(label(one), label(other))).toBe(expected);
  });
});
