import type { SearchTitle } from '../search-title.entity.js';
import type { TitleCandidate } from './title-candidate.js';

/** The titles that a candidate names by an id. */
export const titlesById = (titles: readonly SearchTitle[], candidate: TitleCandidate): SearchTitle[] =>
  titles.filter((title) => isSameKind(title, candidate) && sharesId(title, candidate));

/** The titles that a candidate names by title and year, the likeliest first. */
export function titlesByName(titles: readonly SearchTitle[], candidate: TitleCandidate): SearchTitle[] {
  return namesakes(titles, candidate)
    .filter((title) => fitsYear(title, candidate))
    .sort((a, b) => distance(a, candidate) - distance(b, candidate) || a.rank - b.rank);
}

/** Titles of the same name, of whatever year, that no id sets apart. */
export function namesakes(titles: readonly SearchTitle[], candidate: TitleCandidate): SearchTitle[] {
  const names = new Set(candidate.keys.map(letters));
  return titles.filter(
    (title) =>
      isSameKind(title, candidate) &&
      !isOtherId(title.tmdbId, candidate.tmdbId) &&
      !isOtherId(title.imdbId, candidate.imdbId) &&
      title.keys.some((key) => names.has(letters(key))),
  );
}

/** Names of releases split words as they like: `Spider Man`, `d Amelie`. */
const letters = (key: string): string => key.replaceAll(' ', '');

const isSameKind = (title: SearchTitle, { mediaType }: TitleCandidate): boolean =>
  title.mediaType === mediaType && title.mergedInto === null;

function sharesId(title: SearchTitle, { tmdbId, imdbId, details }: TitleCandidate): boolean {
  if (tmdbId !== null && title.tmdbId === tmdbId) return true;
  if (imdbId !== null && title.imdbId === imdbId) return true;
  return title.mediaId !== null && title.mediaId === details?.mediaId;
}

const isOtherId = (one: number | string | null, other: number | string | null): boolean =>
  one !== null && other !== null && one !== other;

/** Release names and catalogues disagree by a year now and then; names of series seldom hold one. */
function fitsYear(title: SearchTitle, candidate: TitleCandidate): boolean {
  if (title.year === null || candidate.year === null) {
    return title.year === candidate.year || title.mediaType === 'tv';
  }
  const tolerance = title.isIdentified || candidate.details ? 1 : 0;
  return Math.abs(title.year - candidate.year) <= tolerance;
}

const distance = (title: SearchTitle, { year }: TitleCandidate): number =>
  title.year === null || year === null ? 1 : Math.abs(title.year - year);
