import { SearchMediaType } from './search-provider.js';
import type { ProviderQuery } from './search-provider.js';

const IMDB_ID = /(?:^|\s)(tt\d{7,9})(?=\s|$)/i;
const NUMBERED = /^(?<show>.+?)\s+s(?<season>\d{1,2})(?:\s?e(?<episode>\d{1,4}))?$/i;
const CROSSED = /^(?<show>.+?)\s+(?<season>\d{1,2})x(?<episode>\d{1,3})$/i;
const TRAILING_YEAR = /^(?<title>.*\S)\s+\(?(?<year>(?:18|19|20)\d{2})\)?$/;

/** A query with what its text says made explicit. */
export interface Question {
  /** Without ids and episode numbers; empty when the text was nothing but an id. */
  readonly text: string;
  /** As it was typed. */
  readonly typed: string;
  /** `tv` too when the text numbers a season. */
  readonly mediaType: SearchMediaType;
  readonly year: number | null;
  readonly tmdbId: number | null;
  readonly imdbId: string | null;
  readonly season: number | null;
  /** Only with a season. */
  readonly episode: number | null;
}

/** Reads `tt0063350`, `S01E02` and `1x02` out of the text. What the query says itself wins. */
export function understand(query: ProviderQuery): Question {
  const typed = query.query.replace(/\s+/g, ' ').trim();
  const imdbId = query.imdbId ?? IMDB_ID.exec(typed)?.[1]?.toLowerCase() ?? null;
  const withoutId = typed.replace(new RegExp(IMDB_ID, 'gi'), ' ').replace(/\s+/g, ' ').trim();
  const numbers = query.mediaType === SearchMediaType.Movie ? null : numbersIn(withoutId);
  const season = query.mediaType === SearchMediaType.Movie ? null : (query.season ?? numbers?.season ?? null);
  const isNumbered = season !== null && query.mediaType === SearchMediaType.All;
  return {
    text: numbers?.show ?? withoutId,
    typed,
    mediaType: isNumbered ? SearchMediaType.Tv : query.mediaType,
    year: query.year,
    tmdbId: query.tmdbId ?? null,
    imdbId,
    season,
    episode: season === null ? null : (query.episode ?? numbers?.episode ?? null),
  };
}

function numbersIn(text: string): { show: string; season: number; episode: number | null } | null {
  const { show, season, episode } = (NUMBERED.exec(text) ?? CROSSED.exec(text))?.groups ?? {};
  if (show === undefined || season === undefined) return null;
  return { show, season: Number(season), episode: episode === undefined ? null : Number(episode) };
}

/** `S01E02` or `S01`, as release names write it; empty without a season. */
export function episodeTag({ season, episode }: Pick<Question, 'season' | 'episode'>): string {
  const number = (value: number) => String(value).padStart(2, '0');
  if (season === null) return '';
  return episode === null ? `S${number(season)}` : `S${number(season)}E${number(episode)}`;
}

/** As it was asked; then, where a year ends the text, with that year apart: `Nosferatu 1922` is no title. */
export function readingsOf(question: Question): Question[] {
  const { title, year } = TRAILING_YEAR.exec(question.text)?.groups ?? {};
  if (title === undefined) return [question];
  return [question, { ...question, text: title, year: question.year ?? Number(year) }];
}

/** Years differ by one between countries. What has no year may be it. */
export const isNearYear = (found: number | null, wanted: number | null): boolean =>
  found === null || wanted === null || Math.abs(found - wanted) <= 1;
