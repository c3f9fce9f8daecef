import { toUsername, withNumber } from './username-candidates.js';

describe('toUsername', () => {
  it.each([
    ['Ann_of.Green-Gables', 'Ann_of.Green-Gables'],
    ['ann.shirley@example.com', 'ann.shirley'],
    ['Ann of Green Gables', 'Ann_of_Green_Gables'],
    ['Zoë Müller', 'Zoe_Muller'],
    ['--root--', 'root'],
    ['x'.repeat(50), 'x'.repeat(32)],
    ['ab', 'user'],
    ['山田', 'user'],
    ['@example.com', 'user'],
    ['', 'user'],
    [null, 'user'],
  ])('makes of %j the name %j', (wanted, expected) => expect(toUsername(wanted)).toBe(expected));
});

describe('withNumber', () => {
  it('keeps to the length of names', () => {
    expect(withNumber('ann')).toMatch(/^ann-\d{4}$/);
    expect(withNumber('x'.repeat(32))).toMatch(/^x{27}-\d{4}$/);
  });
});
