import { numbersIn } from './name-mark.js';
import type { NameMark } from './name-mark.js';

const VERSION = '(?:\\s?v\\d)?';
const RUN = '(\\d{1,4}(?:(?:\\s?~\\s?|-|\\s-\\s(?=\\d{2,4}\\s?[[(])|\\s(?:a[lo]|to)\\s)\\d{1,4})*)';

/** The season of a series that counts its episodes only. */
const MINI_SERIES = 1;

interface Grammar {
  readonly pattern: RegExp;
  /** Whether such a number counts through all seasons. */
  readonly absolute: boolean;
  readonly season?: number;
}

/** Words for an episode, in any name. */
const WORDED: readonly Grammar[] = [
  {
    pattern: /(?<![\p{L}\p{N}])e(\d{2,3}(?:[\s._]?[-~]?[\s._]?e\d{2,3}){0,10})(?![\p{L}\d])/iu,
    absolute: false,
    season: MINI_SERIES,
  },
  { pattern: /(?<![\p{L}\p{N}])e(\d{4})(?![\p{L}\d])/iu, absolute: true },
  {
    pattern: new RegExp(
      `(?<![\\p{L}])(?:episodes?|eps?|episodio|folge|afl(?:evering)?|odcinek|odc\\.|avsnitt|jakso|cap[ií]tulo|сери[яи])[\\s._]*[-#№]?${RUN}${VERSION}(?![\\d])`,
      'iu',
    ),
    absolute: true,
  },
  { pattern: /\[?第\s?(\d{1,4}(?:-\d{1,4})?)\s?[话話集回]/u, absolute: true },
  { pattern: /(?<![\p{L}\p{N}])(\d{1,4})[.\s]*(?:blm|b[oö]l[uü]m)(?![\p{L}])/iu, absolute: true },
  {
    pattern:
      /(?<![\p{L}\p{N}])(?:part[\s._]|e)?(\d{1,3}(?:-\d{1,3})?)[\s._]?(?:of|iz|из)[\s._]?\d{1,3}(?![\p{L}\d])/iu,
    absolute: false,
  },
  { pattern: /(?<=\s)#(\d{1,4})(?![\p{L}\d])/u, absolute: false, season: MINI_SERIES },
];

/** Numbers of anime: after a dash, in brackets of their own, or last before the brackets. */
const NUMBERED: readonly Grammar[] = [
  {
    // Right before the end or brackets, which is surer than before words.
    pattern: new RegExp(`\\s-\\s(\\d{2,4})${VERSION}(?=$|\\s*[[(])`, 'iu'),
    absolute: true,
  },
  {
    pattern: new RegExp(
      `[\\s._]-[\\s._]+(?:#|e|ep)?\\.?${RUN}${VERSION}(?:\\s?(?:end|fin))?(?!\\.\\d+\\s?[GM]B)(?=$|[\\s._]*[[(-]|[\\s._]+(?!\\d*[\\s._]*(?:years?|days?|ans|hours?|nights?)))`,
      'iu',
    ),
    absolute: true,
  },
  { pattern: /(?<=[\p{L}!?)])-(\d{2,3})(?:v\d)?(?=[\s._]*[[(])/iu, absolute: true },
  { pattern: new RegExp(`[[(]${RUN}${VERSION}\\s?(?:end|fin|完|[话話集回])?[\\])]`, 'iu'), absolute: true },
];
const LAST_NUMBER = new RegExp(
  `[\\s._](?<!\\d\\.)(\\d{1,4}(?:[\\s._]?[-~&][\\s._]?\\d{1,4}|[\\s._]&[\\s._]\\d{1,4})*)${VERSION}(?=[\\s._]*(?:$|[[(]|VOSTFR)|\\s-\\s\\p{L})`,
  'iu',
);
const BEFORE_TITLE = /^(\d{1,3})\s+-\s+(?=\p{L})/u;
const PADDED_BEFORE_TITLE = /^(0\d)(?:-(?=\p{Lu})|\s-\s(?=\p{L}))/u;
const NUMBER_THEN_WORDS = /(?<=\p{L}[\s._])(?:(0\d{1,2}|\d{3})(?=[\s._]\p{L})|(\d{2,3})(?=[\s._]+\d{3,4}p))/u;
/** All from the first on: `01 - 119 [`. */
const BATCH = /[\s._](0{0,2}1\s?[-~]\s?\d{2,4})(?=\s*(?:[[(]|$))/;

const MAX_YEAR_LIKE = 2100;

function markOf(match: RegExpExecArray, { absolute, season }: Omit<Grammar, 'pattern'>): NameMark {
  return {
    start: match.index,
    end: match.index + match[0].length,
    seasons: season === undefined ? [] : [season],
    episodes: numbersIn((match[1] ?? match[2] ?? '').replace(/e(?=\d)/gi, '-')),
    absolute,
  };
}

const FRAME_HEIGHT = /^(?:360|480|540|576|720|1080|2160)$/;

/** A year or the height of the picture. */
const isOtherNumber = (digits: string): boolean => {
  const [first = ''] = digits.split(/\D/);
  return (
    FRAME_HEIGHT.test(digits) ||
    (/^\d{4}$/.test(first) && Number(first) >= 1870 && Number(first) <= MAX_YEAR_LIKE)
  );
};

/** An episode that is named by a word of its own: `Episode 12`, `E07-E08`, `第12話`, `3of9`. */
export function wordedEpisodeOf(text: string): NameMark | null {
  for (const grammar of WORDED) {
    const match = grammar.pattern.exec(text);
    if (match) return markOf(match, grammar);
  }
  return null;
}

/** A bare number that is an episode by its place. `isAnime` tells that a group stands in brackets before the title. */
export function bareEpisodeOf(text: string, isAnime: boolean): NameMark | null {
  const batch = BATCH.exec(text);
  if (batch) return markOf(batch, { absolute: true });
  for (const grammar of NUMBERED) {
    const match = grammar.pattern.exec(text);
    const isPlaced = match !== null && (match.index > 0 || (isAnime && text.startsWith('[')));
    if (isPlaced && !isOtherNumber(match[1] ?? '')) return markOf(match, grammar);
  }
  if (!isAnime && !/VOSTFR/i.test(text)) return null;
  const last = LAST_NUMBER.exec(text) ?? NUMBER_THEN_WORDS.exec(text);
  return last && !isOtherNumber(last[1] ?? last[2] ?? '') && last.index > 0
    ? markOf(last, { absolute: true })
    : null;
}

/** A number before the title: `[Group] 01 - Title`, `03-Title.avi`. */
export function leadingEpisodeOf(text: string, isAnime: boolean): NameMark | null {
  const match = isAnime ? BEFORE_TITLE.exec(text) : PADDED_BEFORE_TITLE.exec(text);
  return match && markOf(match, { absolute: isAnime });
}
