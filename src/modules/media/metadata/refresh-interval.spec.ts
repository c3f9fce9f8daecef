import {
  MOVING_MS,
  SETTLED_MS,
  UNCONFIRMED_MS,
  waitAfterAnswer,
  waitAfterFailure,
} from './refresh-interval.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const SETTLED = { isStale: false, isInProduction: false, releaseDate: '2010-07-16' };

describe('waitAfterAnswer', () => {
  it.each([
    ['a film of old', SETTLED, SETTLED_MS],
    ['one that comes out today', { ...SETTLED, releaseDate: '2026-11-22' }, SETTLED_MS],
    ['one that comes out tomorrow', { ...SETTLED, releaseDate: '2026-11-23' }, MOVING_MS],
    ['one without a date', { ...SETTLED, releaseDate: null }, MOVING_MS],
    ['a series that goes on', { ...SETTLED, isInProduction: true }, MOVING_MS],
    ['an answer that could not be confirmed', { ...SETTLED, isStale: true }, UNCONFIRMED_MS],
  ])('%s', (_, freshness, expected) => {
    expect(waitAfterAnswer(freshness, NOW, 0)).toBe(expected);
  });

  it('spreads what was added together', () => {
    expect(waitAfterAnswer(SETTLED, NOW, 1)).toBe(SETTLED_MS * 0.9);
  });
});

it('waits longer after each failure, up to a bound', () => {
  expect([1, 2, 3].map((failures) => waitAfterFailure(failures, 'away'))).toEqual([60_000, 120_000, 240_000]);
  expect(waitAfterFailure(500, 'away')).toBe(6 * 3_600_000);
  expect(waitAfterFailure(500, 'refused')).toBe(7 * 24 * 3_600_000);
});
