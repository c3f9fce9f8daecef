import { titleKey } from '../../media/index.js';

const NO_TITLE = /\btt\d{7,9}\b|\bs\d{1,2}(?:e\d{1,3})?\b|\b\d{1,2}x\d{1,3}\b|\b(?:19|20)\d\d\b/gi;

/** Whether a found title is what was asked for: each word of one is in the other. Ids, years and numbers of episodes in the query do not count. */
export function isSameTitle(query: string, title: string): boolean {
  const asked = wordsOf(query.replace(NO_TITLE, ' '));
  const found = wordsOf(title);
  return [...asked].every((word) => found.has(word)) || [...found].every((word) => asked.has(word));
}

const wordsOf = (text: string): Set<string> => new Set(titleKey(text).split(' ').filter(Boolean));
