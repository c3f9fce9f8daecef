import { readRuntime } from './runtime.js';

describe('readRuntime', () => {
  it.each([
    ['1:35:42', 96],
    ['95:22', 95],
    ['00:13:05', 13],
    ['94 min', 94],
    ['94 minutes', 94],
    ['1h 35m', 95],
    ['1 hour, 35 minutes', 95],
    ['2 hrs', 120],
    ['', null],
    ['95', null],
    ['ca. 90', null],
    ['0:00', null],
    ['99:99:99', null],
  ])('reads %j as %j', (text, expected) => expect(readRuntime(text)).toBe(expected));
});
