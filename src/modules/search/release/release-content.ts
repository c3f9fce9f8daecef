import type { ParsedResult } from '@viren070/parse-torrent-title';
import { bracketedTitleOf } from './bracketed-title.js';
import { broadcastEpisodeOf } from './broadcast-episode.js';
import { dailyDateOf } from './daily-date.js';
import type { NameDate } from './daily-date.js';
import { titleStartOf } from './leading-group.js';
import { leadOf } from './name-lead.js';
import type { Lead } from './name-lead.js';
import type { NameMark } from './name-mark.js';
import { CERTAIN_WORD, GLUED_WORD, LANGUAGE } from './name-words.js';
import { bareEpisodeOf, wordedEpisodeOf } from './plain-episode.js';
import { hanSeasonOf, speltSeasonOf } from './spelt-season.js';
import { episodeAfterSeason, seasonEpisodeOf, seasonWordStart } from './season-episode.js';
import {
  seasonAsDistinction,
  withoutSecondCount,
  withoutSecondPart,
  yearAsDistinction,
} from './title-extent.js';
import { translatedFrom } from './title-script.js';
import { titleOf } from './title.js';
import type { Title } from './title.js';
import { yearOf } from './year.js';
import type { NameYear } from './year.js';

/** A shorter one may be a slip of the library. */
const MIN_LIBRARY_TITLE = 4;
const FIRST_BROADCAST = 1928;
/** What counts films of one name: `13`, `III`, `Vol. 2`. */
const NUMERAL = /^[\s.:-]*(?:(?:vol|part|chapter)[\s.]*)?(?:[1-9][\d.,]*|[ivx]+)$/i;

/** What a name is about, as opposed to how it was made. */
export interface ReleaseContent {
  readonly title: string;
  readonly alternatives: string[];
  readonly year: number | null;
  readonly seasons: number[];
  readonly episodes: number[];
  readonly absoluteEpisodes: number[];
  readonly date: string | null;
  readonly isFullSeason: boolean;
  /** Where the words for title and episode are over, in the bare name; 0 when there is no episode. */
  readonly contentEnd: number;
}

type Known = Pick<ParsedResult, 'seasons' | 'episodes' | 'title' | 'date'>;

interface Parts {
  readonly body: string;
  readonly mark: NameMark | null;
  readonly date: NameDate | null;
  /** Where the first technical word stands; the length of the text when there is none. */
  readonly technical: number;
  /** Named as fans name anime. */
  readonly isAnime: boolean;
}

/** Understands title, year and episodes of a bare name; where its own grammar finds no episodes, the library's count. */
export function contentOf(bare: string, told: Known): ReleaseContent {
  const translation = translatedFrom(bare);
  const chain = bracketedTitleOf(bare);
  const start = chain?.end ?? translation?.end ?? titleStartOf(bare);
  const { lead, parts } = partsOf(bare.slice(start), start > 0 && translation === null);
  const known = isNumberedTitle(parts, told) ? { ...told, title: undefined, episodes: [] } : told;
  const year = yearOutside(parts);
  const named = chain
    ? titleOf(chain.title, { beforeTechnical: false, saysLanguage: true, isEpisode: false })
    : titleBefore(parts, year, known);
  const mark = parts.mark ?? lead?.mark ?? null;
  const date = parts.date ?? lead?.date ?? null;
  return {
    ...named,
    alternatives: translation ? [...named.alternatives, translation.title] : named.alternatives,
    year: year?.year ?? lead?.year ?? yearOfSeason(mark),
    ...episodesOf(mark, known, date),
    date: date?.date ?? known.date ?? null,
    contentEnd: parts.mark ? start + (lead?.end ?? 0) + parts.mark.end : 0,
  };
}

/** `Film 13 1080p`: the library takes the number for an episode. */
function isNumberedTitle({ body, mark, date, technical, isAnime }: Parts, { title = '' }: Known): boolean {
  if (mark || date || isAnime || technical === body.length) return false;
  const text = body
    .slice(0, technical)
    .replace(/[._\s]+/g, ' ')
    .trim();
  return title !== '' && text.startsWith(title) && NUMERAL.test(text.slice(title.length));
}

/** Finds what speaks of episodes and making; a day, a number or technical words before the title are taken off it. */
function partsOf(text: string, isAnime: boolean): { lead: Lead | null; parts: Parts } {
  const lead = leadOf(text, isAnime);
  const body = text.slice(lead?.end ?? 0);
  const found = dailyDateOf(body);
  const mark = lead?.mark ? null : markOf(body, found, isAnime);
  const date = found && mark && isWithin(found, mark) ? null : found;
  return {
    lead,
    parts: { body, mark, date, technical: technicalStart(body), isAnime: isAnime || /VOSTFR/i.test(text) },
  };
}

/** The run of episodes `01-02-03-04` is no day. */
const isWithin = (date: NameDate, mark: NameMark): boolean =>
  date.start >= mark.start && date.end <= mark.end;

function markOf(body: string, date: NameDate | null, isAnime: boolean): NameMark | null {
  const stated = seasonEpisodeOf(body) ?? hanEpisodeOf(body) ?? (isAnime ? null : speltSeasonOf(body));
  if (stated) return stated.full === true ? (episodeAfterSeason(body, stated) ?? stated) : stated;
  const worded = wordedEpisodeOf(body);
  if (worded || date) return worded;
  return bareEpisodeOf(body, isAnime) ?? (isAnime ? null : broadcastEpisodeOf(body));
}

/** `第二季 第03集` */
function hanEpisodeOf(body: string): NameMark | null {
  const season = hanSeasonOf(body);
  const episode = season && wordedEpisodeOf(body.slice(season.end));
  if (!season || !episode) return season;
  return { ...season, end: season.end + episode.end, episodes: episode.episodes, full: false };
}

function technicalStart(body: string): number {
  const found = [CERTAIN_WORD, GLUED_WORD].map((pattern) => pattern.exec(body)?.index ?? body.length);
  return Math.min(...found);
}

/** The year that is neither part of a date nor of an episode. */
function yearOutside({ body, mark, date, technical }: Parts): NameYear | null {
  const masked = [mark, date].reduce(
    (text, part) =>
      part ? text.slice(0, part.start) + ' '.repeat(part.end - part.start) + text.slice(part.end) : text,
    body,
  );
  return yearOf(masked, Math.min(technical, mark?.start ?? body.length));
}

function titleBefore(
  { body, mark, date, technical, isAnime }: Parts,
  year: NameYear | null,
  known: Known,
): Title {
  const isEpisode = mark !== null;
  const episodeStart = Math.min(mark?.start ?? body.length, isEpisode ? seasonWordStart(body) : body.length);
  const end = Math.min(
    withoutSecondCount(body, episodeStart),
    date?.start ?? body.length,
    year?.start ?? body.length,
    technical,
  );
  const own = titleOf(body.slice(0, end), {
    beforeTechnical: end === technical,
    saysLanguage: LANGUAGE.test(body.slice(end)),
    isEpisode,
  });
  const counted = mark ?? date;
  if (counted && own.title !== '') {
    const place = Math.min(episodeStart, counted.start);
    const isCounted =
      isAnime &&
      mark?.absolute === true &&
      /^[\s._]-/.test(body.slice(mark.start)) &&
      !/ - .*\d/.test(own.title);
    const first = withoutSecondPart(own, isCounted);
    return {
      ...first,
      title: first.title + yearAsDistinction(body, year, place) + seasonAsDistinction(body, mark, isAnime),
    };
  }
  const hasUnseenEpisode = !isEpisode && [...(known.episodes ?? []), ...(known.seasons ?? [])].length > 0;
  const isCutLater =
    own.title.startsWith(`${known.title ?? ''} `) && (known.title ?? '').length >= MIN_LIBRARY_TITLE;
  const isWithoutOther = year === null && !isEpisode && date === null;
  const isNumbered = NUMERAL.test(own.title.slice(known.title?.length ?? 0));
  return (hasUnseenEpisode || (isWithoutOther && !isNumbered)) && isCutLater
    ? { ...own, title: known.title ?? own.title }
    : withoutSecondPart(own, isWithoutOther && !isAnime && technical < body.length);
}

function episodesOf(
  mark: NameMark | null,
  known: Known,
  date: NameDate | null,
): Pick<ReleaseContent, 'seasons' | 'episodes' | 'absoluteEpisodes' | 'isFullSeason'> {
  if (mark === null) {
    const isSure = date !== null && known.date !== undefined;
    const episodes = isSure ? [] : (known.episodes ?? []);
    return { seasons: known.seasons ?? [], episodes, absoluteEpisodes: [], isFullSeason: false };
  }
  const isOddSeason = mark.seasons.some((season) => season > 99);
  const seasons = seasonsOf(mark, known.seasons ?? []);
  const isAdded = mark.full === true && mark.isClosed !== true && !isOddSeason && mark.seasons.length < 2;
  const episodes = isAdded ? (known.episodes ?? []) : mark.episodes;
  return {
    seasons,
    episodes,
    absoluteEpisodes: mark.absolute === true ? mark.episodes : [],
    isFullSeason: mark.full === true && episodes.length === 0,
  };
}

/** The library knows more ways to list seasons: `Seasons 1 2 3`, `1: 11`. */
function seasonsOf({ seasons, full }: NameMark, known: number[]): number[] {
  const [only] = seasons;
  if (only === undefined) return known;
  return full === true && seasons.length === 1 && known.length > 1 && known.includes(only) ? known : seasons;
}

/** Some number their seasons by years: `S2014E18`. */
const yearOfSeason = (mark: NameMark | null): number | null =>
  mark?.seasons.find((season) => season >= FIRST_BROADCAST) ?? null;
