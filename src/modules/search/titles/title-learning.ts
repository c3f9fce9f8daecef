import type { SearchTitle } from '../search-title.entity.js';
import type { TitleDraft } from '../providers/search-provider.js';
import type { TitleCandidate } from './title-candidate.js';

/** Whether a title has changed, and whether in something that its sources are scored by. */
export type Learned = 'nothing' | 'something' | 'what_scores';

/** Adds to a title what a candidate knows of it. Only who knows titles tells what matters to scores. */
export function learn(title: SearchTitle, candidate: TitleCandidate, provider: string): Learned {
  const { tmdbId, imdbId, foundBy } = title;
  title.tmdbId ??= candidate.tmdbId;
  title.imdbId ??= candidate.imdbId;
  if (!foundBy.includes(provider)) title.foundBy = [...foundBy, provider];
  if (candidate.details && learnDetails(title, candidate, candidate.details)) return 'what_scores';
  const isSame = title.tmdbId === tmdbId && title.imdbId === imdbId && title.foundBy === foundBy;
  return isSame ? 'nothing' : 'something';
}

/** False when they are nothing new. */
function learnDetails(title: SearchTitle, candidate: TitleCandidate, details: TitleDraft): boolean {
  const before = JSON.stringify(title);
  identify(title, details);
  title.keys = [...new Set([...title.keys, ...candidate.keys])];
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
