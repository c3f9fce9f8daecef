const HASH = /^[\p{L}_\s]{0,9}[0-9a-f]{24,}$/iu;
const RANDOM_WORD = /^[a-z0-9]{20,}$/i;
const HIDDEN_HASH = /^(?:[a-z]{2,4}\.){2,3}[0-9a-f]{12,}$/i;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const UNSEPARATED = /^[a-z]{8,}\d{3,}[a-z]{3,}$/;

/** Whether a name tells nothing: hashes and random letters, as posters use to hide what they post. */
export function isMeaningless(text: string): boolean {
  const bare = text.trim();
  if (HASH.test(bare) || HIDDEN_HASH.test(bare) || UUID.test(bare) || UNSEPARATED.test(bare)) return true;
  const words = bare.split(/\s+/);
  if (words.length > 2) return false;
  const joined = words.join('');
  return RANDOM_WORD.test(joined) && looksRandom(joined);
}

/** Digits between letters, or capitals within words, more often than people write them. */
const looksRandom = (word: string): boolean =>
  (word.match(/[a-zA-Z](?=\d)|\d(?=[a-zA-Z])|[a-z](?=[A-Z])/g)?.length ?? 0) >= 4 &&
  /[a-z]\d|\d[a-z]/i.test(word);
