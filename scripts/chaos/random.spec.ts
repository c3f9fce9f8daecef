import { Random } from './random.js';

const draw = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: 100 }, () => random.next());
};

describe('Random', () => {
  it('repeats itself by its seed, and only by it', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays within its bounds', () => {
    const random = new Random(1);
    for (let index = 0; index < 1000; index += 1) {
      const value = random.between(2, 5);
      expect(value).toBeGreaterThanOrEqual(2);
      expect(value).toBeLessThan(5);
    }
  });

  it('shuffles without losing anything, and picks nothing from nothing', () => {
    const items = Array.from({ length: 30 }, (_, index) => index);
    const shuffled = new Random(3).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
    expect(new Random(3).pick([])).toBeUndefined();
  });
});
