const ACCENTS = /[\u0300-\u036f]/g;
/** Letters that don't decompose into a base letter and an accent. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const SPECIAL_LETTERS = /[ßæœøłđðþı]/g;
/** Some letters decompose into many, and PostgreSQL limits the length of what it indexes. */
const MAX_LENGTH = 500;
const APOSTROPHES = /['’ʼ`´]/g;

/**
 * A title without case, accents and punctuation, words separated by one space: `Amélie & Co.` -> `amelie and co`.
 * A title made of punctuation alone keeps it; only the empty title has an empty key.
 */
export function titleKey(title: string): string {
  const letters = title
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(SPECIAL_LETTERS, (letter) => PLAIN[letter] ?? letter);
  const words = letters
    .replace(APOSTROPHES, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return shortened(words === '' ? letters.trim() : words);
}

/** Cut between letters, without a space at the end. */
const shortened = (key: string): string =>
  key.length <= MAX_LENGTH
    ? key
    : key
        .slice(0, MAX_LENGTH)
        .replace(/[\ud800-\udbff]$/, '')
        .trim();
