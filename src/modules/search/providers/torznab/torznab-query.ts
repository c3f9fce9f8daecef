import { episodeTag, understand } from '../question.js';
import type { Question } from '../question.js';
import { SearchMediaType } from '../search-provider.js';
import type { ProviderQuery } from '../search-provider.js';
import type { Caps, SearchMode } from './caps.js';
import { categoriesFor } from './categories.js';

export type TorznabParameters = Record<string, string>;

export interface TorznabCall {
  readonly parameters: TorznabParameters;
  /** Asks by an id that the indexer may not know: finding nothing says little. */
  readonly isById: boolean;
}

type Attempt = TorznabParameters | null;

/**
 * The calls that may answer a query, best first: by id, by text in the mode made for the media type, then plain search for
 * an indexer that refuses both. None at all when the indexer has no such category.
 */
export function buildQueries(query: ProviderQuery, caps: Caps): TorznabCall[] {
  const question = understand(query);
  const categories = categoriesFor(question.mediaType, caps.categories);
  if (categories === null) return [];
  const common = {
    ...(categories === '' ? {} : { cat: categories }),
    limit: String(caps.limit),
    extended: '1',
  };
  const toCalls = (attempts: readonly Attempt[], isById: boolean): TorznabCall[] =>
    attempts
      .filter((attempt) => attempt !== null)
      .map((attempt) => ({ parameters: { ...attempt, ...common }, isById }));
  return [
    ...toCalls([movieById(question, caps.movieSearch), seriesById(question, caps.tvSearch)], true),
    ...toCalls([ownMode(question, caps), plainMode(question)], false),
  ];
}

function movieById(question: Question, mode: SearchMode): Attempt {
  if (question.mediaType === SearchMediaType.Tv) return null;
  const id = idParameter(question, mode);
  return id && { t: 'movie', ...id };
}

function seriesById(question: Question, mode: SearchMode): Attempt {
  if (question.mediaType === SearchMediaType.Movie) return null;
  const id = idParameter(question, mode);
  const episode = episodeParameters(question, mode);
  return id && episode && { t: 'tvsearch', ...id, ...episode };
}

/** One id only: indexers that take two look for releases that have both. Movies and series number their TMDB ids apart. */
function idParameter({ imdbId, tmdbId, mediaType }: Question, mode: SearchMode): Attempt {
  if (imdbId !== null && takesNamed(mode, 'imdbid')) return { imdbid: imdbId.replace(/^tt/, '') };
  const isCertain = tmdbId !== null && mediaType !== SearchMediaType.All;
  return isCertain && takesNamed(mode, 'tmdbid') ? { tmdbid: String(tmdbId) } : null;
}

function plainMode(question: Question): Attempt {
  return { t: 'search', q: withYear(question, withEpisode(question)) };
}

function ownMode(question: Question, caps: Caps): Attempt {
  const { mediaType, year, text } = question;
  if (text === '') return null;
  if (mediaType === SearchMediaType.Movie && takes(caps.movieSearch, 'q')) {
    return takesNamed(caps.movieSearch, 'year') && year !== null
      ? { t: 'movie', q: text, year: String(year) }
      : { t: 'movie', q: withYear(question, text) };
  }
  if (mediaType === SearchMediaType.Tv && takes(caps.tvSearch, 'q')) {
    const episode = episodeParameters(question, caps.tvSearch);
    return episode ? { t: 'tvsearch', q: text, ...episode } : { t: 'tvsearch', q: withEpisode(question) };
  }
  return null;
}

/** Few indexers match the number in the text. Null where they have no parameters for what is asked. */
function episodeParameters({ season, episode }: Question, mode: SearchMode): Attempt {
  if (season === null) return {};
  if (!takesNamed(mode, 'season')) return null;
  if (episode === null) return { season: String(season) };
  return takesNamed(mode, 'ep') ? { season: String(season), ep: String(episode) } : null;
}

/** The number goes back into the text; a text that is nothing but an id is asked for as it is. */
function withEpisode(question: Question): string {
  const { text, typed } = question;
  return text === '' ? typed : [text, episodeTag(question)].join(' ').trim();
}

/** Names of series seldom hold the year; those of films nearly always do. */
function withYear({ year, mediaType, text }: Question, asked: string): string {
  const isUseful =
    year !== null && text !== '' && mediaType === SearchMediaType.Movie && !text.includes(String(year));
  return isUseful ? `${asked} ${year}` : asked;
}

/** An indexer that lists no parameters is taken to know the text query. */
const takes = (mode: SearchMode, parameter: string): boolean =>
  mode.isAvailable && (mode.parameters === null || mode.parameters.has(parameter));

const takesNamed = (mode: SearchMode, parameter: string): boolean =>
  mode.isAvailable && mode.parameters !== null && mode.parameters.has(parameter);
