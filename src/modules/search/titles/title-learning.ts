import type { SearchTitle } from '../search-title.entity.js';
import type { TitleDraft } from '../providers/search-provider.js';
import type { TitleCandidate } from './title-candidate.js';

/** Adds to a title what a candidate knows of it; false when that is nothing new. */
export function learn(title: SearchTitle, candidate: TitleCandidate, provider: string): boolean {
  const before = JSON.stringify(title);
  title.tmdbId ??= candidate.tmdbId;
  title.imdbId ??= candidate.imdbId;
  if (candidate.details) identify(title, candidate.details);
  if (!title.foundBy.includes(provider)) title.foundBy = [...title.foundBy, provider];
  if (candidate.details) title.keys = [...new Set([...title.keys, ...candidate.keys])];
  return JSON.stringify(title) !== before;
}

/** The first that knows the title names it; later ones only fill in what is missing. */
function identify(title: SearchTitle, details: TitleDraft): void {
  if (!title.isIdentified) {
    title.title = details.title;
    title.year = details.year ?? title.year;
    title.isIdentified = true;
  }
  title.year ??= details.year;
  title.originalTitle ??= details.originalTitle;
  title.mediaId ??= details.mediaId;
  title.posterUrl ??= details.posterUrl;
  title.rating ??= details.rating;
  title.overview ??= details.overview;
  title.runtimeMinutes ??= details.runtimeMinutes;
}
