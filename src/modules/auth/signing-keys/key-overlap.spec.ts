import { KEY_OVERLAP_MS, verifyingKeys } from './key-overlap.js';

const key = (number: number, madeAt: number) => ({ number, file: `${number}.pem`, madeAt });
const numbers = (keys: ReturnType<typeof key>[], now: number) =>
  verifyingKeys(keys, now).map(({ number }) => number);

describe('verifyingKeys', () => {
  const keys = [key(1, 0), key(2, 1000), key(10, 2000)];

  it('puts the newest first, which signs', () => {
    expect(numbers(keys, 2000)).toEqual([10, 2, 1]);
  });

  it('drops a key when its successor is older than the overlap', () => {
    expect(numbers(keys, 1000 + KEY_OVERLAP_MS)).toEqual([10, 2]);
    expect(numbers(keys, 2000 + KEY_OVERLAP_MS)).toEqual([10]);
  });

  it('keeps a lone key for good', () => {
    expect(numbers([key(1, 0)], 100 * KEY_OVERLAP_MS)).toEqual([1]);
  });
});
