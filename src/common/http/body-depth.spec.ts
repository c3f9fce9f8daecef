import { isNestedDeeperThan } from './body-depth.js';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

describe('the depth of a body', () => {
  it('counts objects and lists, and no plain values', () => {
    expect(isNestedDeeperThan(undefined, 0)).toBe(false);
    expect(isNestedDeeperThan('text', 0)).toBe(false);
    expect(isNestedDeeperThan({}, 0)).toBe(true);
    expect(isNestedDeeperThan({ a: [1], b: 'text' }, 2)).toBe(false);
    expect(isNestedDeeperThan({ a: [{}], b: 'text' }, 2)).toBe(true);
  });

  it('survives what a recursion would not', () => {
    expect(isNestedDeeperThan(nested(200_000), 32)).toBe(true);
    expect(isNestedDeeperThan(nested(32), 32)).toBe(false);
    expect(isNestedDeeperThan(nested(33), 32)).toBe(true);
  });
});
