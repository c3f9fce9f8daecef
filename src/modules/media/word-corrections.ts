import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { hasTrigram } from './search-terms.js';
import { allowedSlips, oneSlipAway, slipsBetween, splitsOf } from './word-variants.js';

/** Ways to write a search, each a list of words, each of them with its possible spellings. */
export type Corrections = readonly (readonly (readonly string[])[])[];

const MAX_CORRECTED_WORDS = 4;
const MAX_SPELLINGS = 6;
const MAX_SIMILAR = 40;

/** Finds the words of names that a misspelled search may have meant, in the vocabulary `media_word`. */
@Injectable()
export class WordCorrections {
  constructor(private readonly uow: UnitOfWork) {}

  /** Empty when no word of the search resembles another word. */
  async of(words: readonly string[]): Promise<Corrections> {
    const known = await this.knownAmong(words);
    const spellings: string[][] = [];
    for (const [index, word] of words.entries()) {
      spellings.push(index < MAX_CORRECTED_WORDS ? await this.spellingsOf(word, known) : [word]);
    }
    const isCorrected = spellings.some(({ length }) => length > 1);
    return [...(isCorrected ? [spellings] : []), ...joined(spellings, words, known)];
  }

  /** Of all texts that are one slip from a word, halves of one, or two in one: those that are words of names. */
  private async knownAmong(words: readonly string[]): Promise<ReadonlySet<string>> {
    const corrected = words.slice(0, MAX_CORRECTED_WORDS).filter((word) => allowedSlips(word) > 0);
    const candidates = new Set([
      ...corrected.flatMap(oneSlipAway),
      ...corrected.flatMap((word) => splitsOf(word).flat()),
      ...words.slice(1).map((word, index) => `${words[index]}${word}`),
    ]);
    const rows = await this.uow.manager.query<{ word: string }[]>(
      'SELECT word FROM media_word WHERE word = ANY ($1::text[])',
      [[...candidates]],
    );
    return new Set(rows.map(({ word }) => word));
  }

  private async spellingsOf(word: string, known: ReadonlySet<string>): Promise<string[]> {
    if (allowedSlips(word) === 0) return [word];
    const near = oneSlipAway(word).filter((variant) => known.has(variant) && hasTrigram(variant));
    const others = near.length > 0 ? near : await this.similarTo(word);
    const sameStart = (other: string) => (other.charAt(0) === word.charAt(0) ? 0 : 1);
    const halves = splitsOf(word).filter(
      (parts) => parts.every((part) => known.has(part)) && parts.some(hasTrigram),
    );
    return [
      word,
      ...halves.map((parts) => parts.join(' ')),
      ...others.sort((a, b) => sameStart(a) - sameStart(b) || (a < b ? -1 : 1)),
    ].slice(0, MAX_SPELLINGS);
  }

  /** Words with more slips than one, by the trigrams that they share. */
  private async similarTo(word: string): Promise<string[]> {
    if (allowedSlips(word) < 2) return [];
    const rows = await this.uow.manager.query<{ word: string }[]>(
      `SELECT word FROM media_word WHERE word % $1 ORDER BY similarity(word, $1) DESC, word LIMIT ${MAX_SIMILAR}`,
      [word],
    );
    return rows
      .map((row) => row.word)
      .filter((other) => other !== word && slipsBetween(word, other) <= allowedSlips(word));
  }
}

/** The search with two neighbouring words written as one, where that is a word: `star gate` -> `stargate`. */
function joined(spellings: string[][], words: readonly string[], known: ReadonlySet<string>): string[][][] {
  return words.slice(1).flatMap((word, index) => {
    const compound = `${words[index]}${word}`;
    if (!known.has(compound) || !hasTrigram(compound)) return [];
    return [[...spellings.slice(0, index), [compound], ...spellings.slice(index + 2)]];
  });
}
