/** Which part of a show a name is about, and where it says so: the title stands before `start`. */
export interface NameMark {
  readonly start: number;
  readonly end: number;
  readonly seasons: number[];
  readonly episodes: number[];
  /** Counted through all seasons, as anime and daily soaps do. */
  readonly absolute?: boolean;
  /** Whole seasons. */
  readonly full?: boolean;
  /** Nothing else in the name counts its episodes. */
  readonly isClosed?: boolean;
}

/** A longer run is a typing error or hostile; it would only fill the database. */
const MAX_RUN = 400;

/** All numbers from first to last; only the two of them when they are no plausible run. */
export function runOf(first: number, last: number): number[] {
  if (last <= first) return [first];
  if (last - first > MAX_RUN) return [first];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** `3`, `01-03`, `1, 2 & 4`, `01~10`: numbers and the runs between them. */
export function numbersIn(text: string): number[] {
  const found: number[] = [];
  for (const part of text.matchAll(/(\d+)(?:\s*(?:-|~|–|to|al|ao|[àa](?=\s))\s*\D{0,8}?(\d+))?/gi)) {
    const first = Number(part[1]);
    found.push(...(part[2] === undefined ? [first] : runOf(first, Number(part[2]))));
  }
  return [...new Set(found)].sort((a, b) => a - b);
}
