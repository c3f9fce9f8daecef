import { sourceFamily } from '../../../src/modules/search/release/source.js';
import type { ParsedRelease } from '../../../src/modules/search/release/release-name.js';
import type { Expectation } from './rows.js';

type Answer = string | number | boolean | readonly number[] | null;
type Comparison = (parsed: ParsedRelease) => Answer;

/** What is compared: the value of each field, in the vocabulary of the vectors. */
export const COMPARED = {
  title: ({ title }) => title,
  group: ({ group }) => group,
  year: ({ year }) => year,
  season: ({ seasons }) => seasons,
  episode: ({ episodes }) => episodes,
  resolution: ({ resolution }) => resolution,
  source: ({ source }) => sourceFamily(source),
  codec: ({ codec }) => codec,
  absolute_episode: ({ absoluteEpisodes }) => absoluteEpisodes,
  date: ({ date }) => date,
  proper: ({ isProper }) => isProper,
  remux: ({ isRemux }) => isRemux,
  full_season: ({ isFullSeason }) => isFullSeason,
  reject: ({ isRejected }) => isRejected,
} satisfies Partial<Record<keyof Expectation, Comparison>>;

export type ComparedField = keyof typeof COMPARED;

/** Upstream titles differ in case, dots, apostrophes and colons: only letters and digits count. */
export const comparableTitle = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[._]/g, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

export function isRight(field: ComparedField, expected: Answer, answer: Answer): boolean {
  if (Array.isArray(expected) && Array.isArray(answer)) return inOrder(expected) === inOrder(answer);
  if (typeof expected !== 'string' || typeof answer !== 'string') return expected === answer;
  if (field === 'title') return comparableTitle(expected) === comparableTitle(answer);
  // The vectors say WEB where their source did not tell which of the two it is.
  if (field === 'source' && expected === 'WEB') return answer.startsWith('WEB');
  return expected.toLowerCase() === answer.toLowerCase();
}

const inOrder = (numbers: readonly number[]): string => [...numbers].sort((a, b) => a - b).join();
