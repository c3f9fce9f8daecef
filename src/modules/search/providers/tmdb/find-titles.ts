import type { TmdbService, TmdbTitle } from '../../../tmdb/index.js';
import { readingsOf, understand } from '../question.js';
import type { Question } from '../question.js';
import { SearchMediaType } from '../search-provider.js';
import type { ProviderQuery } from '../search-provider.js';
import { unlessUnknown } from './tmdb-problems.js';

/** The titles that TMDB has for a query, page by page, each once; by its id alone where the query has one. */
export async function* findTitles(
  tmdb: TmdbService,
  query: ProviderQuery,
  maxPages: number,
  signal: AbortSignal,
): AsyncGenerator<TmdbTitle[], void> {
  const question = understand(query);
  if (question.tmdbId !== null || question.imdbId !== null) {
    yield await findById(tmdb, question, signal);
    return;
  }
  for (const reading of readingsOf(question)) {
    let isFound = false;
    for await (const titles of findByText(tmdb, reading, maxPages, signal)) {
      isFound = true;
      yield titles;
    }
    if (isFound) return;
  }
}

async function findById(tmdb: TmdbService, question: Question, signal: AbortSignal): Promise<TmdbTitle[]> {
  const { tmdbId, imdbId, mediaType } = question;
  const wanted = (found: TmdbTitle | null | undefined) =>
    found && (mediaType === SearchMediaType.All || found.mediaType === mediaType) ? [found] : [];
  // Movies and series are numbered apart: the number alone names two things.
  if (tmdbId !== null && mediaType !== SearchMediaType.All) {
    const isMovie = mediaType === SearchMediaType.Movie;
    const details = isMovie ? tmdb.movie(tmdbId, signal) : tmdb.series(tmdbId, signal);
    return wanted((await unlessUnknown<{ value: TmdbTitle }>(details))?.value);
  }
  return imdbId === null ? [] : wanted((await tmdb.findByImdbId(imdbId, signal)).value);
}

async function* findByText(
  tmdb: TmdbService,
  { text, mediaType, year }: Question,
  maxPages: number,
  signal: AbortSignal,
): AsyncGenerator<TmdbTitle[], void> {
  const seen = new Set<string>();
  for (let page = 1, pages = 1; page <= Math.min(pages, maxPages); page += 1) {
    const { value } = await tmdb.search({ query: text, mediaType, year, page }, signal);
    pages = value.totalPages;
    const fresh = value.titles.filter((title) => !seen.has(keyOf(title)));
    for (const title of fresh) seen.add(keyOf(title));
    if (fresh.length > 0) yield fresh;
  }
}

const keyOf = ({ mediaType, tmdbId }: TmdbTitle): string => `${mediaType}:${tmdbId}`;
