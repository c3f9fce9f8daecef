import { numbersIn, runOf } from './name-mark.js';
import type { NameMark } from './name-mark.js';

type Reader = (match: RegExpExecArray) => Omit<NameMark, 'start' | 'end'> | null;

interface Grammar {
  readonly pattern: RegExp;
  readonly read: Reader;
}

const SEASON_WORD =
  '(?:seasons?|saisons?|temporadas?|temp\\.|staffeln?|stagion[ei]|seizoen|sezona?|sezonul|säsong|sezon|сезоны?|se\\.(?=[\\s.]*\\d{1,2}[\\s.]+(?:afl|e))|tem(?=[\\s.]+\\d))';
/** `3. sezon` and `2nd Season` have their number before the word. */
const NOT_COUNTED = '(?<![\\p{L}])(?:(?=season)|(?<!\\d(?:-?\\p{L}{1,2}|[ªº°.])?[\\s._-]))';
const EPISODE_WORD =
  '(?:episodes?|episodio|eps?|e|folge|cap[ií]tulo|cap|afl(?:evering)?|odcinek|odc\\.?|avsnitt|jakso|серия|серии|серий|эпизод)';
/** Further episodes: `E02`, `-02`, `-E02`, ` - S01E03`, `x03`, `+02`, `.and.S14E01`; bare numbers stick to their sign. */
const MORE =
  '((?:[\\s._]{0,2}(?:-|~|\\+|&|,|and|to|à|ao?)?[\\s._]{0,2}(?:s\\d{1,4}[\\s._-]{0,3})?(?:e|ep|x(?!26[456])|\\d{1,2}x)\\.?\\s?\\d{1,5}(?!\\d)|[-~+&](?:\\d{1,2}x)?\\d{1,5}(?![\\da-df-uw-z]|[\\s._-]?bit)){0,40})';

/** A larger step is to a number of another count, such as that through all seasons. */
const MOST_AT_ONCE = 60;

const count = (text: string | undefined): number => Number(text ?? NaN);

/** Reads what follows the first episode; `E01E03` and `01-03` both stand for a run, `+` and `&` do not. */
function episodesFrom(first: number, more: string): number[] {
  const rest = [
    ...more.matchAll(/([-~+&,]|and)?[\s._]*(?:s\d{1,4}[\s._-]*)?(?:\d{1,2}x|ep?|x)?\.?\s?(\d{1,5})/gi),
  ];
  const found = [first];
  for (const [, sign, digits] of rest) {
    const next = count(digits);
    const last = found.at(-1) ?? first;
    if (next <= last || next - first > MOST_AT_ONCE) continue;
    found.push(...(sign === '+' || sign === '&' ? [next] : runOf(last + 1, next)));
  }
  return found;
}

/** `408` is the eighth of the fourth season. */
const ofHundreds = (digits: string): { season: number; episode: number } => ({
  season: Math.floor(Number(digits) / 100),
  episode: Number(digits) % 100,
});

function readCap(match: RegExpExecArray): ReturnType<Reader> {
  const { season, episode } = ofHundreds(match[1] ?? '');
  const last = match[2] === undefined ? episode : ofHundreds(match[2]).episode;
  return { seasons: [season], episodes: runOf(episode, last) };
}

function readPack(match: RegExpExecArray): ReturnType<Reader> {
  const seasons = numbersIn((match[1] ?? '').replace(/s(?:eason)?/gi, ''));
  return { seasons, episodes: [], full: true };
}

const wholeSeason: Reader = (match) => ({ seasons: [count(match[1])], episodes: [], full: true });

const seasonAndEpisodes: Reader = (match) => ({
  seasons: [count(match[1])],
  episodes: episodesFrom(count(match[2]), match[3] ?? ''),
});

/** Strongest first: the first that matches says it all. */
const GRAMMARS: readonly Grammar[] = [
  {
    pattern: /(?<![\p{L}\p{N}])s(\d{1,2})e0?1-(\d{1,3})[\s._](?:of|iz|из)[\s._]\2(?!\d)/iu,
    read: (match) => ({ seasons: [count(match[1])], episodes: [], full: true, isClosed: true }),
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])s(?:e(?=[\\s._]?\\d{1,2}[\\s._]*e)[\\s._]?)?(\\d{1,4})[\\s._-]*[([]?[\\s._-]*(?:episode|folge|ep|xe|e|x)[\\s._]*-?(\\d{1,5})(?!\\d)${MORE}`,
      'iu',
    ),
    read: seasonAndEpisodes,
  },
  {
    pattern: /(?<!\p{L})(?:episode|ep)[\s._](\d{1,2})\.(\d{2})(?=\s)/iu,
    read: seasonAndEpisodes,
  },
  // Stuck to the title, as in `TitleS01E02`.
  { pattern: new RegExp(`s(\\d{2})e(\\d{2,3})(?!\\d)${MORE}`, 'i'), read: seasonAndEpisodes },
  {
    pattern: /(?<![\p{L}\p{N}])t(\d{1,2})[\s._]?e(\d{1,3})(?!\d)/iu,
    read: seasonAndEpisodes,
  },
  {
    pattern:
      /(?:(?<![\p{L}\p{N}])|(?<=\p{Ll})(?=\d{1,2}x\d\d(?!\d)))((?:19|20)\d\d(?=x\d\d(?!\d))|\d{1,2})x(\d{1,4})(?![\dp])((?:[\s._]{0,2}-?[\s._]{0,2}(?:\d{1,4})?x\d{1,4}(?!\d)|[-_+&]\d{2,3}(?!\d)){0,40})(?![\p{L}\d])/iu,
    read: seasonAndEpisodes,
  },
  {
    pattern: /(?<=\s)(\d{1,2})\sx\s(\d{2})(?!\d)/u,
    read: seasonAndEpisodes,
  },
  {
    pattern: /(?<![\p{L}\p{N}])(\d{1,2})xAll(?!\p{L})/iu,
    read: wholeSeason,
  },
  {
    pattern: new RegExp(
      `${NOT_COUNTED}(?:${SEASON_WORD}|series)[\\s._-]*№?(\\d{1,4})(?:of\\d+)?[\\s._,:(-]*(?:${EPISODE_WORD}[\\s._:-]*№?(\\d{1,4})(?!\\d)((?:(?:-|\\s(?:-|&|and|en|et|und|to|al?)\\s)\\d{1,4}(?!\\d|\\p{L})){0,40})|(\\d{1,3})of\\d{1,3})`,
      'iu',
    ),
    read: (match) => ({
      seasons: [count(match[1])],
      episodes: episodesFrom(count(match[2] ?? match[4]), match[3] ?? ''),
    }),
  },
  { pattern: /\[cap\.?\s?(\d{3,4})(?:[_-](\d{3,4}))?\]/i, read: readCap },
  { pattern: /x264\[cap\.(\d{3,4})\]/i, read: readCap },
  {
    pattern: /(?<![\p{L}\p{N}])((?:19|20)\d\d)\.(\d{1,3})\.of\.\d{1,3}(?!\d)/iu,
    read: seasonAndEpisodes,
  },
  {
    pattern:
      /(?<![\p{L}\p{N}])(s\d{1,2}(?:[\s._]{0,2}(?:--?|~|to|\/|\.|&|\+|,)?[\s._]{0,2}s\d{1,2}(?!\d)){1,40}|s\d{2}-\d{2}|s\d-\d)(?![\p{L}\d])/iu,
    read: readPack,
  },
  {
    pattern: new RegExp(
      `${NOT_COUNTED}${SEASON_WORD}(?:[\\s._:]*|-|\\s\\()№?(\\d{1,4}(?:(?:[\\s._]{0,2}(?:,|&|and|to|à|al?|\\+|~)[\\s._]{0,2}|[-.]|\\s-\\s?(?=[2-9](?:\\s|$)))(?:and[\\s._]|&\\s?)?\\d{1,2}(?![\\dp]|[\\s.]?bit)){0,40})(?![\\dp])`,
      'iu',
    ),
    read: readPack,
  },
  {
    pattern: /(?<![\p{L}\p{N}])s(\d{1,4})[dp]\d{1,2}(?![\p{L}\d])/iu,
    read: wholeSeason,
  },
  {
    // At the end, right after the channels of the sound, it is a group: `DD5.1-S99`.
    pattern: /(?<![\p{L}\p{N}]|\d\.\d-(?=s\d+$))s(\d{1,2}|(?:19|20)\d\d)(?![\p{L}\d])/iu,
    read: wholeSeason,
  },
  {
    pattern:
      /(?:(?<=\s-\s|\[)(\d{1,2})\.(\d{2,3})(?=\s-\s|\])|(?<=\p{L}-|\p{L}-(?:19|20)\d\d-)(\d\d)_(\d\d)(?=[.-]|$))/u,
    read: (match) => ({
      seasons: [count(match[1] ?? match[3])],
      episodes: [count(match[2] ?? match[4])],
    }),
  },
  // `show.02.09` and nothing else.
  {
    pattern: /(?<=^[\p{L}\s._-]{2,40}[._])(\d\d)[._](\d\d)(?=$|\.F$)/u,
    read: seasonAndEpisodes,
  },
  {
    pattern: /(?<=[\p{L}\d][\s._-]+)series[\s._]([1-9]\d?)(?=[\s._-]*(?:$|[([]|complete|\d{3,4}[pi]))/iu,
    read: wholeSeason,
  },
];

/** Season and episode where a name states them outright; null when it does not. */
export function seasonEpisodeOf(text: string): NameMark | null {
  for (const { pattern, read } of GRAMMARS) {
    const match = pattern.exec(text);
    const found = match && read(match);
    if (match && found) return { start: match.index, end: match.index + match[0].length, ...found };
  }
  return null;
}

const SEASON_START = new RegExp(
  `(?<![\\p{L}])(?:all[\\s._])?${SEASON_WORD}(?:[\\s._:]*|-|\\s\\()s?\\d|(?<![\\p{L}\\p{N}])s\\d{1,2}(?![\\p{L}\\d])`,
  'iu',
);
/** Where a season is spelt out; the length of the text when none is. */
export const seasonWordStart = (text: string): number => SEASON_START.exec(text)?.index ?? text.length;

const AFTER_SEASON =
  /^[\])]*(?:\s*-\s*(?:ep?\.?\s?)?|\s*\[|\s+(?=\d{3,4}(?:\s|$)))(\d{1,4}(?:(?:\s?[-~]\s?|\sa[lo]\s)\d{1,4})?)(?:v\d)?(?=[\])\s._]|$)/i;

/** `Season 3 - 11`, `S02[07]`: an episode after its season; null when the season stands alone. */
export function episodeAfterSeason(text: string, season: NameMark): NameMark | null {
  if (season.seasons.length !== 1) return null;
  const match = AFTER_SEASON.exec(text.slice(season.end));
  if (!match || /^(?:19|20)\d\d$/.test(match[1] ?? '')) return null;
  const end = season.end + match[0].length;
  return {
    start: season.start,
    end,
    seasons: season.seasons,
    episodes: numbersIn(match[1] ?? ''),
    absolute: true,
  };
}
