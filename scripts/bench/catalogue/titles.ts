import { ADJECTIVES, BEGINNINGS, ENDS, KNOWN_TITLES, MIDDLES, NAMES, NOUNS, PLACES } from './words.js';

export type Random = () => number;

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An entry of a list, the first ones far more often than the last: words of real titles are spread like that. */
export function pickSkewed<T>(random: Random, from: readonly T[]): T {
  const entry = from[Math.floor(from.length * random() ** 2.2)];
  if (entry === undefined) throw new Error('Nothing to pick from');
  return entry;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const surname = (random: Random): string => {
  const middle = random() < 0.5 ? pickSkewed(random, MIDDLES) : '';
  return capital(
    pickSkewed(random, BEGINNINGS) + middle + pickSkewed(random, MIDDLES) + pickSkewed(random, ENDS),
  );
};

type Pattern = (word: (list: readonly string[]) => string, random: Random) => string;

const PATTERNS: readonly Pattern[] = [
  (word) => `The ${word(ADJECTIVES)} ${word(NOUNS)}`,
  (word, random) => `${word(NAMES)} ${surname(random)}`,
  (word) => `${word(NOUNS)} of the ${word(NOUNS)}`,
  (word, random) => `The ${word(NOUNS)} of ${surname(random)}`,
  (word) => `${word(ADJECTIVES)} ${word(NOUNS)}`,
  (word) => `A ${word(NOUNS)} in ${word(PLACES)}`,
  (word) => `${word(NOUNS)} & ${word(NOUNS)}`,
  (word, random) => `${surname(random)}: The ${word(ADJECTIVES)} ${word(NOUNS)}`,
  (_word, random) => surname(random),
  (word, random) => `${word(NOUNS)} ${Math.floor(random() * 9) + 2}`,
  (word, random) => `${word(NAMES)}’s ${word(ADJECTIVES)} ${word(NOUNS)} with ${surname(random)}`,
];

/** An invented title: `The Dark Night`, `Amélie Kalaberg`, `River of the King`. */
export function inventTitle(random: Random): string {
  const pattern = pickSkewed(random, PATTERNS);
  return pattern((from) => capital(pickSkewed(random, from)), random);
}

/** Name and year of the title at `index`: the well-known ones first, then invented ones. */
export function titleAt(index: number, random: Random): { title: string; year: number | null } {
  const known = KNOWN_TITLES[index];
  if (known) return { title: known[0], year: known[1] };
  const year = random() < 0.03 ? null : 2026 - Math.floor(100 * random() ** 2.5);
  return { title: inventTitle(random), year };
}
