import fc from 'fast-check';
import { paceOf, reserve } from './turn-schedule.js';

const NOW = 1_000_000;

/** The waits of so many who come at one moment. */
function waitsOf(
  count: number,
  requests: number,
  seconds: number,
  maxWaitMs = Infinity,
): Array<number | null> {
  let wholeAt = 0;
  return Array.from({ length: count }, () => {
    const turn = reserve(wholeAt, paceOf({ requests, seconds }), NOW, maxWaitMs);
    wholeAt = turn.wholeAt;
    return turn.waitMs;
  });
}

describe('turns', () => {
  it('may be used at once, then come back one by one', () => {
    expect(waitsOf(5, 3, 3)).toEqual([0, 0, 0, 1000, 2000]);
  });

  it('are not reserved when they would come too late', () => {
    expect(waitsOf(6, 2, 2, 2000)).toEqual([0, 0, 1000, 2000, null, null]);
  });

  it('are whole again after a quiet time', () => {
    const pace = paceOf({ requests: 2, seconds: 2 });
    const { wholeAt } = reserve(0, pace, NOW, 0);
    expect(reserve(reserve(wholeAt, pace, NOW, 0).wholeAt, pace, NOW + 2000, 0).waitMs).toBe(0);
  });

  it('never let through more than the allowance and what came back meanwhile', () => {
    const arrivals = fc.array(fc.nat(3000), { maxLength: 80 });
    fc.assert(
      fc.property(
        arrivals,
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, requests, seconds) => {
          let [now, wholeAt] = [NOW, 0];
          const starts = gaps.map((gap) => {
            now += gap;
            const turn = reserve(wholeAt, paceOf({ requests, seconds }), now, Infinity);
            wholeAt = turn.wholeAt;
            return now + (turn.waitMs ?? 0);
          });
          const windowMs = seconds * 1000;
          for (const start of starts) {
            const within = starts.filter((at) => at >= start && at < start + windowMs).length;
            expect(within).toBeLessThanOrEqual(2 * requests);
          }
          expect(starts).toEqual([...starts].sort((a, b) => a - b));
        },
      ),
    );
  });
});
