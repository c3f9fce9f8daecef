import { dailyDateOf } from './daily-date.js';
import type { NameDate } from './daily-date.js';
import { RELEASE_PREFIX } from './group.js';
import type { NameMark } from './name-mark.js';
import { LEADING_WORDS } from './name-words.js';
import { leadingEpisodeOf } from './plain-episode.js';

/** What stands before the title and is no part of it. */
export interface Lead {
  /** Where the title begins. */
  readonly end: number;
  readonly mark: NameMark | null;
  readonly date: NameDate | null;
  readonly year: number | null;
}

/** `(1995) Title` */
const YEAR = /^\(((?:18[7-9]|19\d|20\d)\d)\)[\s._-]+(?=\p{L})/u;
/** `Name_of_Series-f21-Title`: the place of a film among those of its series. */
const FILM_OF_SERIES = /^[^-]{2,60}-f\d{1,2}-(?=[\p{L}\d])/u;

/** A day, a year, a number or technical words before the title; null when it begins the text. */
export function leadOf(text: string, isAnime: boolean): Lead | null {
  const date = dailyDateOf(text);
  if (date?.start === 0) return lead(date.end, { date });
  const year = YEAR.exec(text);
  if (year) return lead(year[0].length, { year: Number(year[1]) });
  const named = RELEASE_PREFIX.exec(text) ?? FILM_OF_SERIES.exec(text);
  if (named) return lead(named[0].length, {});
  const mark = leadingEpisodeOf(text, isAnime);
  if (mark) return lead(mark.end, { mark });
  const technical = LEADING_WORDS.exec(text)?.[0].length ?? 0;
  return technical > 0 && technical < text.length ? lead(technical, {}) : null;
}

const lead = (end: number, told: Partial<Omit<Lead, 'end'>>): Lead => ({
  end,
  mark: null,
  date: null,
  year: null,
  ...told,
});
