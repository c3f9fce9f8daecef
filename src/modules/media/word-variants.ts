const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const MIN_CORRECTED = 4;
const MAX_CORRECTED = 24;
const MIN_FOR_TWO_SLIPS = 6;
const MIN_PART = 2;

/** Slips of the finger that a word of this length is forgiven; short words are too close to each other. */
export function allowedSlips(word: string): number {
  if (word.length < MIN_CORRECTED || word.length > MAX_CORRECTED) return 0;
  return word.length < MIN_FOR_TWO_SLIPS ? 1 : 2;
}

/** Every text that is one slip away: a letter left out, put in, changed, or two neighbours swapped. */
export function oneSlipAway(word: string): string[] {
  const variants = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (tail !== '') variants.add(head + tail.slice(1));
    if (tail.length > 1) variants.add(head + tail.charAt(1) + tail.charAt(0) + tail.slice(2));
    for (const letter of LETTERS) {
      variants.add(head + letter + tail);
      if (tail !== '') variants.add(head + letter + tail.slice(1));
    }
  }
  variants.delete(word);
  return [...variants];
}

/** The ways to write a word as two: `spiderman` -> `spider`, `man`. */
export function splitsOf(word: string): [string, string][] {
  const splits: [string, string][] = [];
  if (word.length > MAX_CORRECTED) return splits;
  for (let at = MIN_PART; at <= word.length - MIN_PART; at++)
    splits.push([word.slice(0, at), word.slice(at)]);
  return splits;
}

/** Letters to leave out, put in, change or swap with their neighbour to make one word of the other. */
export function slipsBetween(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? 0;
}
