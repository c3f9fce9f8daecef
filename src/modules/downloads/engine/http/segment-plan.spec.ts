import fc from 'fast-check';
import { SegmentPlan } from './segment-plan.js';
import type { Segment, SegmentRecord } from './segment-plan.js';

const MIB = 1024 * 1024;

const covers = (plan: SegmentPlan, total: number) => {
  const parts = [...plan.segments].sort((a, b) => a.start - b.start);
  let end = 0;
  for (const part of parts) {
    expect(part.start).toBe(end);
    expect(part.position).toBeGreaterThanOrEqual(part.start);
    expect(part.position).toBeLessThanOrEqual(part.end);
    end = part.end;
  }
  expect(end).toBe(total);
};

describe('SegmentPlan', () => {
  it('gives each connection half of the largest rest', () => {
    const plan = new SegmentPlan(64 * MIB);
    const parts = [1, 2, 3, 4].map(() => plan.claim());
    expect(parts.map((part) => part && [part.start / MIB, part.end / MIB])).toEqual([
      [0, 16],
      [32, 48],
      [16, 32],
      [48, 64],
    ]);
  });

  it('leaves alone what has been asked for', () => {
    const plan = new SegmentPlan(10 * MIB);
    const first = plan.claim();
    if (first) first.claimed = 8 * MIB;
    expect(plan.claim()).toMatchObject({ start: 8 * MIB, end: 10 * MIB });
  });

  it('opens no connection for less than a mebibyte', () => {
    const plan = new SegmentPlan(2 * MIB - 1);
    plan.claim();
    expect(plan.claim()).toBeNull();
  });

  it('begins where a reader waits, and not when a connection is about to come by', () => {
    const plan = new SegmentPlan(100 * MIB);
    plan.claim();
    expect(plan.focus(MIB)).toBeNull();
    expect(plan.focus(90 * MIB)).toMatchObject({ start: 90 * MIB, end: 100 * MIB });
    expect(plan.claim([90 * MIB])).toMatchObject({ start: 90 * MIB });
    covers(plan, 100 * MIB);
  });

  it('says how far a reader gets', () => {
    const records: SegmentRecord[] = [
      { start: 0, end: 10, position: 10 },
      { start: 10, end: 20, position: 15 },
      { start: 20, end: 30, position: 25 },
    ];
    const plan = new SegmentPlan(30, records);
    expect([0, 12, 15, 19, 20, 24, 25, 29].map((at) => plan.availableFrom(at))).toEqual([
      15, 15, 15, 19, 25, 25, 25, 29,
    ]);
    expect(plan.bytesDone).toBe(20);
  });

  it('takes a journal that was cut short between two records of a split', () => {
    const head: SegmentRecord = { start: 0, end: 100, position: 30 };
    const tail: SegmentRecord = { start: 60, end: 100, position: 70 };
    const plan = new SegmentPlan(100, [head, tail]);
    covers(plan, 100);
    expect(plan.bytesDone).toBe(40);
  });

  it('covers the file without overlap whatever a journal says', () => {
    const number = fc.integer({ min: -5, max: 120 });
    const record = fc.record({ start: number, end: number, position: number });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), (records) =>
        covers(new SegmentPlan(100, records), 100),
      ),
    );
  });

  it('hands out every byte exactly once, whatever connections and readers do', () => {
    const step = fc.record({
      action: fc.constantFrom('claim', 'fetch', 'release', 'focus'),
      at: fc.nat(30 * MIB),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const plan = new SegmentPlan(30 * MIB + 1);
        const owned: Segment[] = [];
        for (const { action, at } of steps) {
          const segment = owned[at % Math.max(1, owned.length)];
          if (action === 'claim') {
            const claimed = plan.claim([at]);
            if (claimed) owned.push(claimed);
          } else if (action === 'focus') plan.focus(at);
          else if (segment && action === 'fetch')
            segment.position = Math.min(segment.end, segment.position + MIB);
          else if (segment) plan.release(owned.splice(owned.indexOf(segment), 1)[0] ?? segment);
          covers(plan, 30 * MIB + 1);
          expect(new Set(owned).size).toBe(owned.length);
        }
      }),
    );
  });
});
