import { setImmediate as everythingPending } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { MediaTotals } from './media-totals.js';

describe('MediaTotals', () => {
  let now: number;
  let totals: MediaTotals;

  beforeEach(() => {
    now = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    totals = new MediaTotals();
  });
  afterEach(() => jest.restoreAllMocks());

  const counting = (total: number, tookMs: number) => async () => {
    now += tookMs;
    return { total, isExact: true };
  };

  it('counts every time what is counted fast', async () => {
    expect(await totals.get('a', counting(1, 5))).toMatchObject({ total: 1 });
    expect(await totals.get('a', counting(2, 5))).toMatchObject({ total: 2 });
  });

  it('keeps what was slow, for some seconds', async () => {
    await totals.get('a', counting(1, 500));
    now += 9000;
    expect(await totals.get('a', counting(2, 500))).toMatchObject({ total: 1 });
    expect(await totals.get('b', counting(3, 500))).toMatchObject({ total: 3 });
  });

  it('tells the old number while it counts anew, and for no longer than a minute', async () => {
    await totals.get('a', counting(1, 500));
    now += 11_000;
    expect(await totals.get('a', counting(2, 500))).toMatchObject({ total: 1 });
    await everythingPending();
    expect(await totals.get('a', counting(3, 500))).toMatchObject({ total: 2 });
    now += 61_000;
    expect(await totals.get('a', counting(4, 500))).toMatchObject({ total: 4 });
  });

  it('counts once for all who ask at the same time', async () => {
    const count = jest.fn(counting(7, 500));
    const all = await Promise.all([1, 2, 3].map(() => totals.get('a', count)));
    expect(all.map(({ total }) => total)).toEqual([7, 7, 7]);
    expect(count).toHaveBeenCalledTimes(1);
  });

  it('does not keep a failed count', async () => {
    await expect(totals.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await totals.get('a', counting(1, 500))).toMatchObject({ total: 1 });
  });
});
