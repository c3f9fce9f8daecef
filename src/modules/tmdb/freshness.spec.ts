import { freshForMs, retryAfterSeconds } from './freshness.js';

describe('freshForMs', () => {
  it.each([
    ['what the header says', { 'cache-control': 'public, max-age=13292' }, 13_292],
    ['less by what a cache on the way has used up', { 'cache-control': 'max-age=1000', age: '400' }, 600],
    ['an hour when nothing is said', {}, 3600],
    ['a minute at least', { 'cache-control': 'no-store, max-age=0' }, 60],
    ['a day at most', { 'cache-control': 'max-age=999999999' }, 86_400],
    ['not s-maxage', { 'cache-control': 's-maxage=5' }, 3600],
  ])('is %s', (_, headers, seconds) => expect(freshForMs(headers)).toBe(seconds * 1000));
});

describe('retryAfterSeconds', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  it.each([
    ['7', 7],
    ['0', 1],
    ['86400', 60],
    ['Sun, 22 Nov 2026 10:00:20 GMT', 20],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 1],
    ['soon', 10],
    [undefined, 10],
  ])('reads %s as %d', (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));
});
