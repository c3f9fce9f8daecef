/** Longest name that is looked into; the parser of names stops there too. */
const MAX_NAME_LENGTH = 512;
const SEPARATORS = /[^\p{L}\p{M}\p{N}+]+/u;
const SEPARATORS_OF_TERMS = /[^\p{L}\p{M}\p{N}+*]+/u;

const wordsOf = (text: string, separators: RegExp): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(separators)
    .filter((word) => word !== '');

/** Words as terms are compared with them: `DTS-HD.MA` is three. */
export const nameWords = (name: string): string[] => wordsOf(name.slice(0, MAX_NAME_LENGTH), SEPARATORS);

/** Whether a term says anything: one of punctuation or of `*` alone would fit nothing or everything. */
export const isTerm = (text: string): boolean =>
  wordsOf(text, SEPARATORS_OF_TERMS).some((word) => word.replaceAll('*', '') !== '');

/**
 * Whether the words of a term follow one another in a name, whatever stands between them. `*` stands for any letters and
 * digits within a word. Takes time in proportion to name and term: no term can make a search hang.
 */
export function hasTerm(name: readonly string[], term: string): boolean {
  const wanted = wordsOf(term, SEPARATORS_OF_TERMS);
  if (wanted.length === 0) return false;
  return name.some((_, start) => wanted.every((word, at) => fits(name[start + at], word)));
}

/** Greedy: each `*` takes as little as it can, and only the last one is ever widened. */
function fits(word: string | undefined, pattern: string): boolean {
  if (word === undefined) return false;
  if (!pattern.includes('*')) return word === pattern;
  const parts = pattern.split('*');
  const head = parts[0] ?? '';
  const tail = parts.at(-1) ?? '';
  if (!word.startsWith(head) || word.length < head.length + tail.length) return false;
  let position = head.length;
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position + tail.length <= word.length && word.endsWith(tail);
}
