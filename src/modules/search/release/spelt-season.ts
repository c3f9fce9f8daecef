import { numbersIn } from './name-mark.js';
import type { NameMark } from './name-mark.js';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const ORDINAL_SIGN = '(?:st|nd|rd|th|Â?[ªº°]|\\.|-?й)?';
const SEASON = '(?:season|saison|temporada|se[zs]on|sez|évad|сезон)(?!\\p{L})';
const EPISODE = '(?:b[oö]l[uü]m|episode|episodio|cap[ií]tulo|ser(?:ia|ija|iya|ie)|rész|сери[яи]|серий|сер)';

/** `2. Sezon 5. Bölüm`, `3º Temporada`, `1ª a 8ª Temporada`: the number stands before the word. */
const COUNTED = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:\\d{1,2}${ORDINAL_SIGN}\\s(?:a|ao|to|-)\\s)?\\d{1,2})${ORDINAL_SIGN}[\\s._]*${SEASON}` +
    `(?:[\\s._,:-]*(\\d{1,4}(?:-\\d{1,4})?)[\\s._-]*(?:я[\\s._]*)?${EPISODE}(?!\\p{L}))?`,
  'iu',
);
/** `Season Two, Episode Three`. */
const IN_WORDS = new RegExp(
  `(?<!\\p{L})season[\\s._](${NUMBERS.join('|')})(?!\\p{L})(?:[\\s._,-]{1,3}episode[\\s._](\\d{1,3}|${NUMBERS.join('|')})(?!\\p{L}))?`,
  'iu',
);
const ROMAN = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x'];
/** `Saison IV` */
const IN_ROMAN = new RegExp(
  `(?<=[\\s._])(?:season|saison|temporada|staffel|stagione)[\\s._](${ROMAN.join('|')})(?![\\p{L}\\d])`,
  'iu',
);
const HAN_NUMBERS = '一二三四五六七八九十';
/** `第二季`, `第3期` */
const IN_HAN = new RegExp(`第\\s?(\\d{1,2}|[${HAN_NUMBERS}])\\s?[季期]`, 'u');
/** `The Complete Second Season`. */
const ORDINAL = new RegExp(
  `(?<=[\\s._])(?:the[\\s._])?(?:complete[\\s._])?(${ORDINALS.join('|')})[\\s._]season(?!\\p{L})`,
  'iu',
);

const seasonMark = (match: RegExpExecArray, seasons: number[], episodes: number[]): NameMark => ({
  start: match.index,
  end: match.index + match[0].length,
  seasons,
  episodes,
  full: episodes.length === 0,
});

/** The signs of ordinals stand between the numbers of `1ª a 8ª`. */
const runIn = (text: string): number[] => numbersIn(text.replace(/(\d)\D+(?=\d)/, '$1-'));
const valueOf = (word: string): number => NUMBERS.indexOf(word.toLowerCase()) + 1 || Number(word);

/** A season in Chinese or Japanese; null when there is none. */
export function hanSeasonOf(text: string): NameMark | null {
  const match = IN_HAN.exec(text);
  return match && seasonMark(match, [HAN_NUMBERS.indexOf(match[1] ?? '') + 1 || Number(match[1])], []);
}

/** A season whose number is a word, or stands before the word for it. */
export function speltSeasonOf(text: string): NameMark | null {
  const counted = COUNTED.exec(text);
  if (counted) return seasonMark(counted, runIn(counted[1] ?? ''), numbersIn(counted[2] ?? ''));
  const words = IN_WORDS.exec(text);
  if (words)
    return seasonMark(words, [valueOf(words[1] ?? '')], words[2] === undefined ? [] : [valueOf(words[2])]);
  const roman = IN_ROMAN.exec(text);
  if (roman) return seasonMark(roman, [ROMAN.indexOf((roman[1] ?? '').toLowerCase()) + 1], []);
  const ordinal = ORDINAL.exec(text);
  return ordinal && seasonMark(ordinal, [ORDINALS.indexOf((ordinal[1] ?? '').toLowerCase()) + 1], []);
}
