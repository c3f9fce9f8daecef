import { searchTerms } from './search-terms.js';

describe('searchTerms', () => {
  it.each([
    ['The Godfather', 'the godfather', ['godfather'], true],
    ['the', 'the', ['the'], true],
    ['Amélie & Co.', 'amelie and co', ['amelie', 'co'], true],
    ['love love', 'love love', ['love'], true],
    ['it', 'it', ['it'], false],
    ['of the', 'of the', ['of', 'the'], true],
    ['x 2', 'x 2', ['x', '2'], false],
    ['😀😀😀😀', '😀😀😀😀', ['😀😀😀😀'], false],
    ['\ud83dspider', 'spider', ['spider'], true],
  ])('of %j', (search, key, words, hasTrigrams) => {
    expect(searchTerms(search)).toEqual({ key, words, hasTrigrams });
  });

  it('looks for a bounded number of words', () => {
    expect(searchTerms('abc1 abc2 abc3 abc4 abc5 abc6 abc7 abc8 abc9 abc10').words).toHaveLength(8);
  });
});
