import { SearchMediaType } from '../search-provider.js';
import type { ProviderQuery } from '../search-provider.js';
import type { Caps, SearchMode } from './caps.js';

const MOVIES = 2000;
const TV = 5000;
const RANGE = 1000;
const EPISODE = /^(?<show>.+?)\s+s(?<season>\d{1,2})(?:e(?<episode>\d{1,3}))?$/i;

export type TorznabParameters = Record<string, string>;

/**
 * The calls that answer a query, best first: the mode made for the media type, then plain search for an indexer that
 * refuses it. None at all when the indexer has no such category.
 */
export function buildQueries(query: ProviderQuery, caps: Caps): TorznabParameters[] {
  const categories = categoriesFor(query.mediaType, caps.categories);
  if (categories === null) return [];
  const common = {
    ...(categories === '' ? {} : { cat: categories }),
    limit: String(caps.limit),
    extended: '1',
  };
  const queries = [ownMode(query, caps), plainMode(query)];
  return queries
    .filter((parameters) => parameters !== null)
    .map((parameters) => ({ ...parameters, ...common }));
}

function plainMode(query: ProviderQuery): TorznabParameters {
  return { t: 'search', q: withYear(query) };
}

function ownMode(query: ProviderQuery, caps: Caps): TorznabParameters | null {
  if (query.mediaType === SearchMediaType.Movie && takes(caps.movieSearch, 'q')) {
    return takesNamed(caps.movieSearch, 'year') && query.year !== null
      ? { t: 'movie', q: query.query, year: String(query.year) }
      : { t: 'movie', q: withYear(query) };
  }
  if (query.mediaType === SearchMediaType.Tv && takes(caps.tvSearch, 'q')) {
    return { t: 'tvsearch', ...episodeParameters(query.query, caps.tvSearch) };
  }
  return null;
}

/** `Show S01E02` becomes parameters where the indexer has them, because few match the number in the text. */
function episodeParameters(text: string, mode: SearchMode): TorznabParameters {
  const { show, season, episode } = EPISODE.exec(text)?.groups ?? {};
  if (show === undefined || season === undefined || !takesNamed(mode, 'season')) return { q: text };
  if (episode !== undefined && !takesNamed(mode, 'ep')) return { q: text };
  return {
    q: show,
    season: String(Number(season)),
    ...(episode === undefined ? {} : { ep: String(Number(episode)) }),
  };
}

/** Names of series seldom hold the year; those of films nearly always do. */
function withYear({ query, year, mediaType }: ProviderQuery): string {
  const isUseful = year !== null && mediaType === SearchMediaType.Movie && !query.includes(String(year));
  return isUseful ? `${query} ${year}` : query;
}

/** An indexer that lists no parameters is taken to know the text query. */
const takes = (mode: SearchMode, parameter: string): boolean =>
  mode.isAvailable && (mode.parameters === null || mode.parameters.has(parameter));

const takesNamed = (mode: SearchMode, parameter: string): boolean =>
  mode.isAvailable && mode.parameters !== null && mode.parameters.has(parameter);

/** The `cat` value; empty for no restriction, null when the indexer has nothing of the kind. */
function categoriesFor(mediaType: SearchMediaType, known: ReadonlySet<number>): string | null {
  const wanted = { movie: [MOVIES], tv: [TV], all: [MOVIES, TV] }[mediaType];
  if (known.size === 0) return wanted.join(',');
  const usable = wanted.flatMap((main) =>
    known.has(main) ? [main] : [...known].filter((id) => isBelow(id, main)),
  );
  return usable.length > 0 ? usable.join(',') : null;
}

export const isBelow = (category: number, main: number): boolean =>
  category >= main && category < main + RANGE;

/** The media type that an item's categories tell; null when they tell none or both. */
export function mediaTypeOf(categories: readonly number[]): 'movie' | 'tv' | null {
  const isMovie = categories.some((category) => isBelow(category, MOVIES));
  const isTv = categories.some((category) => isBelow(category, TV));
  if (isMovie === isTv) return null;
  return isMovie ? 'movie' : 'tv';
}
