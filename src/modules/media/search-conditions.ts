import type { Corrections } from './word-corrections.js';
import { hasTrigram } from './search-terms.js';
import type { SearchTerms } from './search-terms.js';
import type { SqlParameters } from './sql-parameters.js';

const NAMES = `string_to_array(search_text, E'\\n')`;
/** All names in one line, with a space before and after every word. */
const WORDS = `(' ' || replace(search_text, E'\\n', ' ') || ' ')`;
/** Sorts after every text that begins alike. */
const LAST_CHARACTER = '\u{10FFFF}';

/** SQL, written when it is needed: PostgreSQL refuses values that a statement doesn't mention. */
export type Condition = (parameters: SqlParameters) => string;

/** A search as SQL. */
export interface SearchConditions {
  /** Every row that is found. */
  readonly anyOf: Condition;
  /** Best first; a row belongs to the first one that it fulfils. */
  readonly tiers: readonly Condition[];
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
const joinedBy =
  (operator: string) =>
  (conditions: readonly Condition[]): Condition =>
  (parameters) =>
    `(${conditions.map((condition) => condition(parameters)).join(` ${operator} `)})`;
const allOf = joinedBy('AND');
const someOf = joinedBy('OR');

const like =
  (text: string, pattern: string): Condition =>
  (parameters) =>
    `${text} LIKE ${parameters.add(pattern)}`;

/** A name is exactly this. */
const isExactly =
  (key: string): Condition =>
  (parameters) =>
    `${NAMES} @> ARRAY[${parameters.add(key)}]::text[]`;

/** The title begins with this. */
const beginsWith =
  (key: string): Condition =>
  (parameters) =>
    `(title_key >= ${parameters.add(key)} AND title_key < ${parameters.add(key + LAST_CHARACTER)})`;

/** Within a word, where the index can find it; else at the beginning of one. */
const contains = (word: string): Condition =>
  hasTrigram(word) ? like('search_text', `%${escaped(word)}%`) : like(WORDS, `% ${escaped(word)}%`);

/** As words of their own; the last one may not have been typed in full. */
const containsWords = (words: readonly string[]): Condition =>
  allOf(
    words.flatMap((word, index) => {
      const ending = index === words.length - 1 ? '%' : ' %';
      return [contains(word), like(WORDS, `% ${escaped(word)}${ending}`)];
    }),
  );

/** Whole names and beginnings first, then words in any order, then parts of words, then what is spelled alike. */
export function searchConditions(terms: SearchTerms, corrections: Corrections): SearchConditions {
  const names = [isExactly(terms.key), beginsWith(terms.key)];
  if (!terms.hasTrigrams) return { anyOf: someOf(names), tiers: names };
  const parts = allOf(terms.words.map(contains));
  const tiers = [...names, containsWords(terms.words), parts];
  if (corrections.length === 0) return { anyOf: parts, tiers };
  const alike = someOf(
    corrections.map((words) => allOf(words.map((spellings) => someOf(spellings.map(contains))))),
  );
  return { anyOf: someOf([parts, alike]), tiers: [...tiers, alike] };
}

/** The number of the tier that a row belongs to, as SQL. */
export function tierOf(tiers: readonly Condition[], parameters: SqlParameters): string {
  const cases = tiers.map((tier, index) => `WHEN ${tier(parameters)} THEN ${index}`);
  return `CASE ${cases.join(' ')} ELSE ${tiers.length} END`;
}

/** Rows of one tier and of none before it. */
export const onlyIn = (tiers: readonly Condition[], index: number, parameters: SqlParameters): string[] =>
  tiers.slice(0, index + 1).map((tier, at) => (at === index ? tier(parameters) : `NOT ${tier(parameters)}`));
