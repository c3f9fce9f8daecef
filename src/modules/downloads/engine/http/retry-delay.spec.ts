import { backoffMs, retryAfterMs } from './retry-delay.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['7', 7000],
    ['999999', 300_000],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
    ['Mon, 22 Nov 2027 10:00:00 GMT', 300_000],
  ])('reads %s', (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });

  it.each([undefined, '', '-1', '1.5', 'soon', '12 parsecs'])('makes nothing of %s', (header) => {
    expect(retryAfterMs(header, NOW)).toBeNull();
  });
});

describe('backoffMs', () => {
  const most = (failures: number) => backoffMs({ intervalMs: 1000, failures, retryAfterMs: null }, () => 1);

  it('doubles the longest delay with each failure, up to a minute', () => {
    expect([1, 2, 3, 4, 7, 100].map(most)).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
  });

  it('takes any part of it', () => {
    expect(backoffMs({ intervalMs: 1000, failures: 3, retryAfterMs: null }, () => 0.25)).toBe(1000);
    expect(backoffMs({ intervalMs: 1000, failures: 3, retryAfterMs: null }, () => 0)).toBe(0);
  });

  it('is never sooner than the server asks', () => {
    expect(backoffMs({ intervalMs: 1000, failures: 1, retryAfterMs: 5000 }, () => 0.5)).toBe(5000);
  });
});
