import { jest } from '@jest/globals';
import { Bandwidth } from './bandwidth.js';

describe('Bandwidth', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Bytes that get through in so many milliseconds, taken in pieces by so many takers. */
  async function bytesIn(ms: number, bandwidth: Bandwidth, takers = 1, piece = 1000): Promise<number[]> {
    const counts = new Array<number>(takers).fill(0);
    const stop = new AbortController();
    const work = counts.map(async (_, index) => {
      while (!stop.signal.aborted) {
        await bandwidth.take(piece, stop.signal);
        counts[index] = (counts[index] ?? 0) + piece;
      }
    });
    await jest.advanceTimersByTimeAsync(ms);
    stop.abort();
    await Promise.allSettled(work);
    return counts;
  }

  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

  it('lets through what its limit allows', async () => {
    const bytes = sum(await bytesIn(10_000, new Bandwidth(100_000)));
    expect(bytes).toBeGreaterThan(980_000);
    expect(bytes).toBeLessThan(1_030_000);
  });

  it('keeps the average also when a piece is larger than a second of it', async () => {
    const bytes = sum(await bytesIn(60_000, new Bandwidth(1000), 1, 5000));
    expect(bytes).toBeGreaterThanOrEqual(55_000);
    expect(bytes).toBeLessThanOrEqual(70_000);
  });

  it('is shared evenly', async () => {
    const counts = await bytesIn(10_000, new Bandwidth(100_000), 4);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2000);
  });

  it('keeps children within the limit of their parent', async () => {
    const parent = new Bandwidth(50_000);
    const children = [parent.child(null), parent.child(20_000)];
    const startedAt = performance.now();
    const both = children.map(async (child) => {
      let bytes = 0;
      const stop = AbortSignal.timeout(1_000_000);
      for (; performance.now() - startedAt < 20_000; bytes += 1000) await child.take(1000, stop);
      return bytes;
    });
    await jest.advanceTimersByTimeAsync(21_000);
    const [free = 0, limited = 0] = await Promise.all(both);
    expect(limited).toBeLessThan(430_000);
    expect(free + limited).toBeLessThan(1_080_000);
    expect(free + limited).toBeGreaterThan(900_000);
  });

  it('obeys a new limit at once, also for those who wait', async () => {
    const bandwidth = new Bandwidth(1);
    await bandwidth.take(1000);
    const waiting = bandwidth.take(1);
    bandwidth.setLimit(null);
    await waiting;
    expect(bandwidth.isUnlimited).toBe(true);
    bandwidth.setLimit(10);
    expect(bandwidth.child(null).isUnlimited).toBe(false);
  });

  it('gives up a wait with the reason of the signal', async () => {
    const bandwidth = new Bandwidth(1);
    await bandwidth.take(1000);
    const controller = new AbortController();
    const waiting = bandwidth.take(1, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
