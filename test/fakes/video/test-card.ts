import type { Colour } from './h264.js';

const colour = (red: number, green: number, blue: number): Colour => ({
  y: Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue),
  cb: Math.round(128 - 0.148 * red - 0.291 * green + 0.439 * blue),
  cr: Math.round(128 + 0.439 * red - 0.368 * green - 0.071 * blue),
});

const LEVELS = [255, 0] as const;
/** White, yellow, cyan, green, magenta, red, blue, black: the order of a classic bar chart. */
const BARS = LEVELS.flatMap((green) =>
  LEVELS.flatMap((red) => LEVELS.map((blue) => colour(red, green, blue))),
);
const CURSOR = colour(128, 128, 128);

/** Colour bars with a grey cursor that moves from left to right over the length of the video. */
export function testCard(columns: number, second: number, seconds: number): Colour[] {
  const cursor = Math.floor((second * columns) / seconds);
  return Array.from({ length: columns }, (_, column) => {
    const bar = BARS[Math.floor((column * BARS.length) / columns)];
    return column === cursor || bar === undefined ? CURSOR : bar;
  });
}
