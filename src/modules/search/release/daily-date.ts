export interface NameDate {
  readonly start: number;
  readonly end: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR = '((?:19|20)\\d\\d)';
const TWO = '(\\d{1,2})';
const GAP = '[\\s._/-]';

interface Shape {
  readonly pattern: RegExp;
  readonly order: 'ymd' | 'dmy' | 'mdy';
}

const shape = (source: string, order: Shape['order']): Shape => ({
  pattern: new RegExp(`(?<![\\d\\p{L}])${source}(?![\\d\\p{L}])`, 'iu'),
  order,
});

const SHAPES: readonly Shape[] = [
  shape(`${YEAR}(${GAP})${TWO}\\2${TWO}`, 'ymd'),
  shape(`${TWO}(${GAP})${TWO}\\2${YEAR}`, 'dmy'),
  shape(`${TWO}(?:st|nd|rd|th)?(${GAP})([a-z]{3,9})${GAP}${YEAR}`, 'dmy'),
  shape(`([a-z]{3,9})(${GAP})${TWO}(?:st|nd|rd|th)?,?${GAP}${YEAR}`, 'mdy'),
  shape(`${YEAR}()(\\d\\d)(\\d\\d)`, 'ymd'),
];
/** `140722` and `25.09.03`: too short to be sure, so only where what follows is technical or the name begins. */
const SHORT = /(?<![\d\p{L}-])(\d\d)([.\s]?)(\d\d)\2(\d\d)(?=[\s._-]+(?:\d{3,4}p|[\p{L}]))/u;

/** The day that a daily show was broadcast; null when there is none, or none that the calendar has. */
export function dailyDateOf(text: string): NameDate | null {
  for (const { pattern, order } of SHAPES) {
    const match = pattern.exec(text);
    // A film may be named by a day; a show has its name before it.
    if (!match || (order === 'mdy' && match.index === 0)) continue;
    const [, first = '', , second = '', third = ''] = match;
    const date =
      order === 'ymd' ? dateOf(first, second, third) : dateOf(third, ...inDays(order, first, second));
    if (date !== null) return { start: match.index, end: match.index + match[0].length, date };
  }
  const short = SHORT.exec(text);
  const date = short && dateOf(`20${short[1]}`, short[3] ?? '', short[4] ?? '');
  return short && date ? { start: short.index, end: short.index + short[0].length, date } : null;
}

/** Month and day. */
const inDays = (order: Shape['order'], first: string, second: string): [string, string] =>
  order === 'mdy' ? [first, second] : [second, first];

/** Day and month may be the other way round where only that makes a date. */
function dateOf(year: string, month: string, day: string): string | null {
  const named = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const [m, d] = [named || Number(month), Number(day)];
  if (isDay(Number(year), m, d)) return iso(year, m, d);
  return named === 0 && isDay(Number(year), d, m) ? iso(year, d, m) : null;
}

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

const iso = (year: string, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
