import fc from 'fast-check';
import { parseRange } from './byte-range.js';

const SIZE = 1000;
const one = (start: number, end: number) => ({ kind: 'ranges', ranges: [{ start, end }] });

describe('parseRange', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=0-499', 0, 499],
    ['bytes=500-999', 500, 999],
    ['bytes=500-', 500, 999],
    ['bytes=999-', 999, 999],
    ['bytes=0-5000', 0, 999],
    ['bytes=-1', 999, 999],
    ['bytes=-500', 500, 999],
    ['bytes=-5000', 0, 999],
    ['BYTES=0-1', 0, 1],
    ['  bytes= 0-1  ', 0, 1],
    ['bytes=0-1,', 0, 1],
    ['bytes=,0-1', 0, 1],
    ['bytes=000-0001', 0, 1],
    [`bytes=1-${'9'.repeat(400)}`, 1, 999],
    ['bytes=0-1, 2000-3000', 0, 1],
  ])('reads %s', (header, start, end) => {
    expect(parseRange(header, SIZE)).toEqual(one(start, end));
  });

  it('keeps several ranges in the order of the header', () => {
    expect(parseRange('bytes=500-599, 0-9 ,-1', SIZE)).toEqual({
      kind: 'ranges',
      ranges: [
        { start: 500, end: 599 },
        { start: 0, end: 9 },
        { start: 999, end: 999 },
      ],
    });
  });

  it.each(['bytes=1000-', 'bytes=1000-2000', 'bytes=-0', `bytes=${'9'.repeat(400)}-`, 'bytes=1000-,-0'])(
    'finds %s unsatisfiable',
    (header) => {
      expect(parseRange(header, SIZE)).toEqual({ kind: 'unsatisfiable' });
    },
  );

  it.each([
    undefined,
    '',
    'bytes',
    'bytes=',
    'bytes=,',
    'bytes=-',
    'bytes=abc',
    'bytes=0',
    'bytes=5-2',
    'bytes=0-1,x',
    'bytes=1-2-3',
    'bytes=-1-2',
    'bytes=0x1-2',
    'bytes=1.5-2',
    'bytes=+1-2',
    'bytes=0 - 1',
    'bytes: 0-1',
    'items=0-1',
    'byte=0-1',
    `bytes=${'0-0,'.repeat(17)}`,
    `bytes=${'0'.repeat(2000)}-1`,
  ])('ignores %j', (header) => {
    expect(parseRange(header, SIZE)).toEqual({ kind: 'whole' });
  });

  it('finds no byte in an empty file', () => {
    for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
      expect(parseRange(header, 0)).toEqual({ kind: 'unsatisfiable' });
    }
  });

  it('never answers with a byte outside the file', () => {
    const header = fc.string({ unit: fc.constantFrom('0', '1', '9', '-', ',', ' '), maxLength: 40 });
    fc.assert(
      fc.property(header, fc.nat(200), (text, size) => {
        const request = parseRange(`bytes=${text}`, size);
        if (request.kind !== 'ranges') return;
        for (const { start, end } of request.ranges) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThan(size);
        }
      }),
    );
  });
});
