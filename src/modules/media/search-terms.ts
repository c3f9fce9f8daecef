import { titleKey } from './title-key.js';

const MAX_WORDS = 8;
/** Words that so many names contain that they tell nothing; a name that has them still matches better in full. */
const COMMON_WORDS = new Set(
  'a an and at by de der des die das el et for from in la las le les los of on or the to un una und with y'.split(
    ' ',
  ),
);
const TRIGRAM = /[\p{L}\p{N}]{3}/u;

/** What to look for in the names of titles. */
export interface SearchTerms {
  /** The whole search, spelled as names are kept. */
  readonly key: string;
  /** Words that a name must contain, in any order. */
  readonly words: readonly string[];
  /** False when no word is long enough for the trigram index: then only whole names and beginnings are looked up. */
  readonly hasTrigrams: boolean;
}

export const hasTrigram = (word: string): boolean => TRIGRAM.test(word);

export function searchTerms(search: string): SearchTerms {
  const key = titleKey(search.toWellFormed());
  const all = [...new Set(key.split(' '))].filter((word) => word !== '');
  const telling = all.filter((word) => !COMMON_WORDS.has(word));
  const words = (telling.some(hasTrigram) ? telling : all).slice(0, MAX_WORDS);
  return { key, words, hasTrigrams: words.some(hasTrigram) };
}
