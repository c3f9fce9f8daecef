import { parseSoleRange } from './byte-range.js';

describe('parseSoleRange', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['Bytes=0-5 ', { start: 0, end: 5 }],
  ])('reads %j', (header, range) => expect(parseSoleRange(header, 100)).toEqual(range));

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('finds no byte for %j', (header) =>
    expect(parseSoleRange(header, 100)).toBe('unsatisfiable'),
  );

  it.each([
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,4-5',
    'items=0-1',
    'bytes=a-b',
    'bytes=1e1-20',
  ])('ignores %j', (header) => expect(parseSoleRange(header, 100)).toBeNull());

  it('finds no byte in an empty file', () => expect(parseSoleRange('bytes=0-', 0)).toBe('unsatisfiable'));
});
