import { episodeTag } from '../question.js';
import type { Question } from '../question.js';
import { SearchMediaType } from '../search-provider.js';
import { MAIN_CATEGORIES, isBelow } from '../torznab/categories.js';
import type { ProwlarrIndexer } from './prowlarr-answers.js';
import type { ProwlarrParameters } from './prowlarr-client.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

type SearchType = 'search' | 'movie' | 'tvsearch';

interface Wanted {
  readonly type: SearchType;
  /** Ids and numbers stand in the text, as tokens in braces. */
  readonly query: string;
}

/** Whether an indexer has the kind of title. One that lists no categories may have anything. */
export function servesMediaType(indexer: ProwlarrIndexer, mediaType: SearchMediaType): boolean {
  const known = indexer.capabilities?.categories.flat() ?? [];
  const wanted = MAIN_CATEGORIES[mediaType];
  return known.length === 0 || wanted.some((main) => known.some((id) => isBelow(id, main)));
}

/** The searches of one indexer that may answer, best first: by id, then by text. */
export function buildSearches(question: Question, indexer: ProwlarrIndexer): ProwlarrParameters[] {
  const limit = Math.min(indexer.capabilities?.limitsMax ?? DEFAULT_LIMIT, MAX_LIMIT);
  const categories = MAIN_CATEGORIES[question.mediaType];
  return [byId(question, indexer), byText(question, indexer)]
    .filter((wanted) => wanted !== null)
    .map(({ type, query }) => [
      ['query', query],
      ['type', type],
      ['indexerIds', String(indexer.id)],
      ...categories.map((id) => ['categories', String(id)] as const),
      ['limit', String(limit > 0 ? limit : DEFAULT_LIMIT)],
      ['offset', '0'],
    ]);
}

function byId(question: Question, { capabilities }: ProwlarrIndexer): Wanted | null {
  const { mediaType, imdbId, tmdbId } = question;
  if (mediaType === SearchMediaType.All) return null;
  const isMovie = mediaType === SearchMediaType.Movie;
  const known = (isMovie ? capabilities?.movieSearchParams : capabilities?.tvSearchParams) ?? [];
  const tokens = [
    ...(imdbId !== null && known.includes('imdbId') ? [`{ImdbId:${imdbId}}`] : []),
    ...(tmdbId !== null && known.includes('tmdbId') ? [`{TmdbId:${tmdbId}}`] : []),
  ];
  const numbers = isMovie ? '' : episodeTokens(question, known);
  const [id] = tokens;
  if (id === undefined || numbers === null) return null;
  return { type: isMovie ? 'movie' : 'tvsearch', query: id + numbers };
}

function byText(question: Question, { capabilities }: ProwlarrIndexer): Wanted {
  const { mediaType, text, typed, year } = question;
  if (text === '') return { type: 'search', query: typed };
  if (mediaType === SearchMediaType.Movie) {
    const isDated = year === null || text.includes(String(year));
    const isKnown = capabilities?.movieSearchParams.includes('q') === true;
    return { type: isKnown ? 'movie' : 'search', query: isDated ? text : `${text} ${year}` };
  }
  const numbered = [text, episodeTag(question)].join(' ').trim();
  const known = capabilities?.tvSearchParams ?? [];
  if (mediaType === SearchMediaType.All || !known.includes('q')) return { type: 'search', query: numbered };
  const numbers = episodeTokens(question, known);
  return { type: 'tvsearch', query: numbers === null ? numbered : text + numbers };
}

/** Null where the indexer can't be asked for the number in question. */
function episodeTokens({ season, episode }: Question, known: readonly string[]): string | null {
  if (season === null) return '';
  if (!known.includes('season') || (episode !== null && !known.includes('ep'))) return null;
  return `{Season:${season}}${episode === null ? '' : `{Episode:${episode}}`}`;
}
