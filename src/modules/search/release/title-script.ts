const LATIN_WORD = /\p{Script=Latin}{2,}/u;
const FAR_EAST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
/** `抓娃娃 Successor`: the same title in two scripts with nothing but a gap between. */
const OTHER_SCRIPT_FIRST =
  /^[^\p{Script=Latin}]*?(?!\p{Script=Latin})\p{L}[^\p{Script=Latin}]*?[\s._·|]+(?=\p{Script=Latin}{2})(?=(?:\p{Script=Latin}|\P{L})*$)/u;
/** The titles that one text offers, best first: people who search type Latin letters where a title has them. */
export function titleInScripts(text: string): string[] {
  const parts = text
    .split(/\s*[/|]\s*|·/)
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
