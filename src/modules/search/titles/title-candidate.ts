import { titleKey } from '../../media/index.js';
import type { TitleDraft } from '../providers/search-provider.js';

/** Names beyond these add nothing but cost. */
const MAX_KEYS = 60;
const MAX_KEY_LENGTH = 300;

/** What is known of a title at the moment that something of it is found. */
export interface TitleCandidate {
  readonly mediaType: 'movie' | 'tv';
  readonly title: string;
  readonly year: number | null;
  /** All of its names, as `nameKeys` writes them. */
  readonly keys: readonly string[];
  readonly tmdbId: number | null;
  readonly imdbId: string | null;
  /** Null where only the name of a release speaks. */
  readonly details: TitleDraft | null;
}

/** Names as they are compared: without case, accents, punctuation and a leading article. */
export function nameKeys(names: readonly (string | null)[]): string[] {
  const keys = names.flatMap((name) => (name === null ? [] : [nameKey(name)]));
  return [...new Set(keys.filter((key) => key !== ''))].slice(0, MAX_KEYS);
}

const nameKey = (name: string): string =>
  titleKey(name)
    .replace(/^the (?=.)/, '')
    .slice(0, MAX_KEY_LENGTH);

export const candidateOfTitle = (details: TitleDraft): TitleCandidate => ({
  mediaType: details.mediaType,
  title: details.title,
  year: details.year,
  keys: nameKeys([details.title, details.originalTitle, ...details.otherTitles]),
  tmdbId: details.tmdbId,
  imdbId: details.imdbId,
  details,
});
