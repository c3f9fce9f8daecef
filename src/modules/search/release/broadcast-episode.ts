import { CERTAIN_WORD } from './name-words.js';
import type { NameMark } from './name-mark.js';

/** Taken from a broadcast, so of a show. */
const BROADCAST = '(?:HDTV|[PSL]DTV|DSR|TVRip|WS|HD[\\s._-]TV)';
const HUNDREDS =
  /(?<=[\p{L}\d!][\s._]|[\p{L}\d][\s._]-[\s._])(\d{1,2}?)(\d\d)(?:[\s._](\d{1,2}?)(\d\d))?(?=$|[\s._-])/gu;
const AFTER_YEAR = /(?<=(?:19|20)\d\d[\s._])(\d)(\d\d)(?=[\s._]\p{L})/u;
const IN_BRACKETS = /(?<=[\p{L}\d]\s)\[(\d)(\d\d)\](?=[\s._]\p{L})/u;
const BEFORE_BROADCAST = new RegExp(`(?<=\\p{L}[\\s._])(\\d{1,2})(?=[\\s._]${BROADCAST})`, 'iu');
const ZERO_PADDED = /(?<=[\p{L})!?][\s._])(0\d{1,2})(?=[\s._](?:\p{L}|\d{3,4}p)|[\s._]*[[(]|[\s._]*$)/u;
/** Too long for the number of a sequel. */
const LONG_COUNT = /(?<=\p{L}[\s._])(\d{3}|1[0-8]\d\d)(?=[\s._]*\[)/u;
/** `10910`: the ninth and the tenth of the first. */
const GLUED_PAIR = new RegExp(`(?<=\\p{L}[\\s._])(\\d)(\\d\\d)(\\d\\d)(?=[\\s._]${BROADCAST})`, 'iu');
const NUMERALS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
const PART_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const PART = new RegExp(
  `(?<=[\\s._])(?:part|pt)[\\s._]?(\\d{1,2}|${[...PART_WORDS, ...NUMERALS].join('|')})(?=[\\s._](?:(?:\\d{3,4}[pi]|REPACK|PROPER|iNTERNAL)[\\s._]){0,3}${BROADCAST})`,
  'iu',
);

const mark = (match: RegExpMatchArray, seasons: number[], episodes: number[]): NameMark => ({
  start: match.index ?? 0,
  end: (match.index ?? 0) + match[0].length,
  seasons,
  episodes,
});

/** Episodes as broadcasts are numbered: `416` before `hdtv` is the 16th of the fourth season, `Part.2` the second of the first. */
export function broadcastEpisodeOf(text: string): NameMark | null {
  const part = PART.exec(text);
  if (part) return mark(part, [1], [countOf((part[1] ?? '').toLowerCase())]);
  const pair = GLUED_PAIR.exec(text);
  if (pair && Number(pair[3]) === Number(pair[2]) + 1)
    return mark(pair, [Number(pair[1])], [Number(pair[2]), Number(pair[3])]);
  const hundreds = hundredsOf(text);
  if (hundreds) return hundreds;
  const counted = BEFORE_BROADCAST.exec(text) ?? ZERO_PADDED.exec(text) ?? LONG_COUNT.exec(text);
  return counted ? mark(counted, [], [Number(counted[1])]) : null;
}

const countOf = (word: string): number =>
  PART_WORDS.indexOf(word) + 1 || NUMERALS.indexOf(word) + 1 || Number(word);

function hundredsOf(text: string): NameMark | null {
  for (const match of text.matchAll(HUNDREDS)) {
    const [, season = '', episode = '', other = '', second] = match;
    const after = text.slice(match.index + match[0].length);
    const isLast = after.trim() === '' && (season.startsWith('0') || !/\d{4}/.test(match[0]));
    const isBroadcast = new RegExp(`^[\\s._-]+(?:\\d{3,4}[pi]?[\\s._])?${BROADCAST}`, 'i').test(after);
    const isNamedSo = season.startsWith('0') && CERTAIN_WORD.test(after);
    if ((!isLast && !isBroadcast && !isNamedSo) || isYear(match[0])) continue;
    if (second === undefined) return mark(match, [Number(season)], [Number(episode)]);
    if (Number(episode) > 0 && !isYear(season + episode))
      return mark(match, [Number(season)], [Number(episode), Number(second)]);
    const start = match.index + match[0].length - second.length - other.length;
    return {
      start,
      end: match.index + match[0].length,
      seasons: [Number(other)],
      episodes: [Number(second)],
    };
  }
  const other = AFTER_YEAR.exec(text) ?? IN_BRACKETS.exec(text);
  return other ? mark(other, [Number(other[1])], [Number(other[2])]) : null;
}

const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);
