export interface NameYear {
  readonly start: number;
  readonly year: number;
}

const MIN_YEAR = 1870;
const MAX_YEAR = 2100;
const CANDIDATE = /(?<![\p{L}\p{N}])(\d{4})(?![\p{L}\p{N}]|\s?[x*×]\s?\d)/gu;
const BRACKETED = /[[(]\s*(\d{4})(?:\s*[-–]\s*\d{4})?\s*(?=[\])/,])/u;

/**
 * The year of a title. In `2012.2009.1080p` it is the last before the technical words (`end`), so that titles may be years;
 * one that begins the name is the title. One after an episode is taken only when none stands before.
 */
export function yearOf(text: string, end: number): NameYear | null {
  const bracketed = BRACKETED.exec(text);
  const inBrackets = bracketed && isYear(Number(bracketed[1]));
  if (bracketed && inBrackets && bracketed.index > 0) {
    return { start: bracketed.index, year: Number(bracketed[1]) };
  }
  const all = [...text.matchAll(CANDIDATE)]
    .map((match) => ({ start: match.index, year: Number(match[1]) }))
    .filter(({ start, year }) => isYear(year) && start > 0 && !text.startsWith(`${year}.S`));
  const before = all.filter(({ start }) => start < end);
  const chosen = before.at(-1) ?? all[0] ?? null;
  return chosen && isRange(text, chosen.start)
    ? (all.find((one) => one.start < chosen.start) ?? chosen)
    : chosen;
}

const isYear = (year: number): boolean => year >= MIN_YEAR && year <= MAX_YEAR;

/** The second of `1999-2003`. */
const isRange = (text: string, start: number): boolean =>
  /\d{4}\s?[-–]\s?$/.test(text.slice(Math.max(0, start - 8), start));
