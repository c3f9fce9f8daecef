/** A slash within a Latin word, as in `Gate/Off`, is a part of it. */
const BETWEEN_TITLES = /\s+[/|]\s*|[/|]\s+|(?<!\p{Script=Latin})[/|]|[/|](?!\p{Script=Latin})/u;
const LATIN_WORD = /\p{Script=Latin}{2,}/u;
const FAR_EAST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
/** `抓娃娃 Successor`: the same title in two scripts with nothing but a gap between. */
const OTHER_SCRIPT_FIRST =
  /^[^\p{Script=Latin}]*?(?!\p{Script=Latin})\p{L}[^\p{Script=Latin}]*?[\s._·|]+(?=\p{Script=Latin}{2})(?=(?:\p{Script=Latin}|\P{L})*$)/u;
/** The titles that one text offers, best first: people who search type Latin letters where a title has them. */
export function titleInScripts(text: string): string[] {
  const parts = text
    .split(BETWEEN_TITLES.test(text) ? /\s*[/|]\s*|·/u : /·/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length < 2) return [text.replace(OTHER_SCRIPT_FIRST, '')];
  if (!parts.some((part) => LATIN_WORD.test(part))) return CYRILLIC.test(text) ? parts.reverse() : parts;
  const sorted = [...parts].sort((a, b) => rank(a) - rank(b));
  const latin = sorted.filter((part) => rank(part) === 0);
  return latin.length > 1 ? [latin.join(' / '), ...sorted] : sorted;
}

const rank = (text: string): number => {
  if (!LATIN_WORD.test(text)) return 2;
  return FAR_EAST.test(text) || CYRILLIC.test(text) ? 1 : 0;
};

/** `Название (S2E1) / Title (S2E1)`: the name twice, in two languages. */
const TRANSLATED =
  /^([^/()[\]]{1,80}?)\s*([([]S\d{1,2}(?:E[\d-]+)?[^()[\]]{0,12}[)\]])\s\/\s(?=[^/]{1,80}\2)/iu;

/** The first of two such names and where the second begins; null when there is but one. */
export function translatedFrom(text: string): { title: string; end: number } | null {
  const match = TRANSLATED.exec(text);
  return match && { title: match[1] ?? '', end: match[0].length };
}
