import type { ParsedRelease } from './parsed-release.js';

/**
 * One title without the year in brackets or the season that names may add to tell series apart: `Show (2005)` and
 * `Show S2` are both `Show`, `Show / Other Name` is `Show`. Of `Title - Words`, where the words may be anything, it has all. For
 * comparing with titles from elsewhere, and for grouping.
 */
export function plainTitle({
  title,
  alternativeTitles,
  year,
  seasons,
}: Pick<ParsedRelease, 'title' | 'alternativeTitles' | 'year' | 'seasons'>): string {
  const [one = ''] = title.split(' / ');
  const whole = alternativeTitles.find((other) => other.startsWith(`${one} - `)) ?? one;
  const [season] = seasons;
  const withoutSeason = season === undefined ? whole : withoutEnd(whole, ` S${season}`);
  return year === null ? withoutSeason : withoutEnd(withoutSeason, ` (${year})`);
}

const withoutEnd = (text: string, end: string): string =>
  text.endsWith(end) ? text.slice(0, -end.length) : text;
