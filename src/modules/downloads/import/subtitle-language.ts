/** What the name of a subtitle file says besides the video's. */
export interface SubtitleMarks {
  /** BCP 47, such as `en` or `pt-BR`; null when it doesn't say. */
  readonly language: string | null;
  /** Only for passages in a foreign language. */
  readonly isForced: boolean;
  /** Tells noises too, for people who don't hear well. */
  readonly isSdh: boolean;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const SDH = new Set(['sdh', 'cc', 'hi', 'hoh']);
/** Words that are codes of languages by chance, or mean something else in the names of subtitles. */
const NO_LANGUAGE = new Set([
  'sub',
  'subs',
  'srt',
  'ass',
  'ssa',
  'vtt',
  'idx',
  'cut',
  'the',
  'web',
  'def',
  'cd',
  'hd',
  'sd',
]);
const REGION = /^[a-z]{2}$/i;

/** English and own names of the languages that have a two-letter code, in lower case. */
const NAMES: ReadonlyMap<string, string> = new Map(
  LETTERS.flatMap((a) => LETTERS.map((b) => `${a}${b}`)).flatMap((code) => [
    ...nameIn('en', code),
    ...nameIn(code, code),
  ]),
);

function nameIn(reader: string, code: string): [string, string][] {
  const names = new Intl.DisplayNames(reader, { type: 'language', fallback: 'none' });
  const name = names.of(code)?.toLowerCase();
  const isOwn = Intl.getCanonicalLocales(code)[0] === code;
  return name === undefined || !isOwn ? [] : [[name, code]];
}

/** Reads words such as `en`, `eng`, `English`, `pt-BR`, `forced`, `sdh` out of what is left of the name. */
export function subtitleMarks(words: string): SubtitleMarks {
  const tokens = words.toLowerCase().match(/[\p{L}\p{M}]+(?:-[a-z]{2}(?![\p{L}]))?/gu) ?? [];
  const languages = tokens.map(languageOf);
  return {
    language: languages.findLast((language) => language !== null) ?? null,
    isForced: tokens.some((token) => token === 'forced' || token === 'foreign'),
    isSdh: tokens.some((token, i) => SDH.has(token) && (token !== 'hi' || hasOther(languages, i))),
  };
}

/** `hi` is Hindi, unless another language is named: then it is "hearing impaired". */
const hasOther = (languages: readonly (string | null)[], index: number): boolean =>
  languages.some((language, i) => i !== index && language !== null);

function languageOf(token: string): string | null {
  const [code = '', region] = token.split('-');
  if (NO_LANGUAGE.has(code) || code === 'cc') return null;
  const known = NAMES.get(code) ?? byCode(code);
  if (known === null) return null;
  return region !== undefined && REGION.test(region) ? `${known}-${region.toUpperCase()}` : known;
}

/** `eng` and `ger` have shorter codes; three letters without one are more often a word than a rare language. */
function byCode(code: string): string | null {
  if (!/^[a-z]{2,3}$/.test(code)) return null;
  const [canonical = ''] = Intl.getCanonicalLocales(code);
  return canonical.length === 2 && KNOWN_CODES.has(canonical) ? canonical : null;
}

const KNOWN_CODES: ReadonlySet<string> = new Set(NAMES.values());
