const DAY_MS = 24 * 60 * 60 * 1000;
/** `/2024/05/17/`, `/2024-05-17`, `_20240517_`: a real day of this century or the end of the last one. */
const IN_PATH = /(?<!\d)((?:19[89]|20[0-9])\d)([-_/.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/;

/** Milliseconds since 1970 of what a `<time>` or a header says; null when it is no date. */
export function readDate(text: string | undefined): number | null {
  // Date.parse takes bare numbers and half words for dates.
  if (text === undefined || !/\d{4}/.test(text) || text.length > 64) return null;
  const at = Date.parse(text.trim());
  return Number.isNaN(at) ? null : at;
}

/** The day that a URL's path names; null when it names none. */
export function dateInUrl(url: URL): number | null {
  const [, year, , month, day] = IN_PATH.exec(url.pathname) ?? [];
  return year === undefined ? null : readDate(`${year}-${month}-${day}T00:00:00Z`);
}

/** Whether `at` is in a period of ISO dates, the whole last day included. What has no date passes. */
export function isWithin(at: number | null, from: string | null, to: string | null): boolean {
  if (at === null) return true;
  const earliest = from === null ? -Infinity : Date.parse(from);
  const latest = to === null ? Infinity : endOf(to);
  return at >= earliest && at <= latest;
}

function endOf(date: string): number {
  const at = Date.parse(date);
  return /^\d{4}-\d\d-\d\d$/.test(date) ? at + DAY_MS - 1 : at;
}
