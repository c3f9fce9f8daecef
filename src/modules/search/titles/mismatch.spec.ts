import { mismatchOf } from './mismatch.js';

describe('mismatchOf', () => {
  const query = { query: 'Amelie S01', year: 2001 };

  it.each([
    [['Amélie'], 2001, false, false],
    [['Le fabuleux destin d Amélie Poulain'], 2002, false, false],
    [['Emilie'], 2001, true, false],
    [['Emilie', 'Amélie'], 2001, false, false],
    [['Amélie'], 2010, false, true],
    [['Amélie'], null, false, false],
  ])('judges %s (%s)', (names, year, isOtherTitle, isOtherYear) => {
    expect(mismatchOf({ names, year }, query)).toEqual({ isOtherTitle, isOtherYear });
  });
});
