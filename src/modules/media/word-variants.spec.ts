import { allowedSlips, oneSlipAway, slipsBetween, splitsOf } from './word-variants.js';

describe('word variants', () => {
  it.each([
    ['inception', 'inception', 0],
    ['incepton', 'inception', 1],
    ['godfahter', 'godfather', 1],
    ['nigth', 'night', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['abc', '', 3],
  ])('counts the slips between %s and %s', (from, to, slips) => {
    expect(slipsBetween(from, to)).toBe(slips);
    expect(slipsBetween(to, from)).toBe(slips);
  });

  it('lists every word that is one slip away, and no other', () => {
    const variants = oneSlipAway('night');
    expect(variants).toEqual(expect.arrayContaining(['nigth', 'nght', 'knight', 'light', 'nights']));
    expect(variants.every((variant) => slipsBetween('night', variant) === 1)).toBe(true);
    expect(new Set(variants).size).toBe(variants.length);
  });

  it('forgives long words more than short ones', () => {
    expect(['man', 'love', 'godfather', 'x'.repeat(25)].map(allowedSlips)).toEqual([0, 1, 2, 0]);
  });

  it('splits a word in every way that leaves two words', () => {
    expect(splitsOf('abcde')).toEqual([
      ['ab', 'cde'],
      ['abc', 'de'],
    ]);
    expect(splitsOf('x'.repeat(100))).toEqual([]);
  });
});
