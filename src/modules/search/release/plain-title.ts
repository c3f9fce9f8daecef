import type { ParsedRelease } from './parsed-release.js';

/**
 * The title without the year in brackets or the season that names may add to tell series apart: `Show (2005)` and
 * `Show S2` are both `Show`. For comparing with titles from elsewhere, and for grouping.
 */
export function plainTitle({
  title,
  year,
  seasons,
}: Pick<ParsedRelease, 'title' | 'year' | 'seasons'>): string {
  const [season] = seasons;
  const withoutSeason = season === undefined ? title : withoutEnd(title, ` S${season}`);
  return year === null ? withoutSeason : withoutEnd(withoutSeason, ` (${year})`);
}

const withoutEnd = (text: string, end: string): string =>
  text.endsWith(end) ? text.slice(0, -end.length) : text;
