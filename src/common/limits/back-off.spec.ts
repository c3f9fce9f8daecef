import { SIGN_IN_BACK_OFF, waitAfter } from './back-off.js';

describe('the wait after a failure', () => {
  const rule = { free: 3, firstWaitMs: 1000, maxWaitMs: 5000, memoryMs: 60_000 };

  it.each([
    [1, 0],
    [3, 0],
    [4, 1000],
    [5, 2000],
    [6, 4000],
    [7, 5000],
    [5000, 5000],
  ])('after failure %i is %i ms', (failures, wait) => {
    expect(waitAfter(failures, rule)).toBe(wait);
  });

  it('is never longer than failures are remembered, so that the last one is not forgotten while it still counts', () => {
    for (const { maxWaitMs, memoryMs } of Object.values(SIGN_IN_BACK_OFF))
      expect(maxWaitMs).toBeLessThan(memoryMs);
  });

  it('allows fewer than 100 guesses an hour at one account, however many machines guess', () => {
    const { account } = SIGN_IN_BACK_OFF;
    let guesses = 0;
    for (let elapsed = 0; elapsed < 3_600_000; elapsed += waitAfter(guesses, account)) guesses++;
    expect(guesses).toBeLessThan(100);
  });
});
