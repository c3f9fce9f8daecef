import { retryAfterMsOf } from './retry-after.js';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);

describe('retryAfterMsOf', () => {
  it.each([
    ['60', 60_000],
    [' 0 ', 0],
    ['999999999', 86_400_000],
    ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (header, expected) => expect(retryAfterMsOf(header, NOW)).toBe(expected));
});
