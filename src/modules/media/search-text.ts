import { titleKey } from './title-key.js';

/** What a title is called. */
export interface MediaNames {
  readonly title: string;
  readonly originalTitle: string | null;
  readonly alternativeTitles: readonly string[];
}

/** The keys of all names, one a line, each once; the title's own comes first. */
export function searchTextOf({ title, originalTitle, alternativeTitles }: MediaNames): string {
  const names = [title, ...(originalTitle === null ? [] : [originalTitle]), ...alternativeTitles];
  return [...new Set(names.map(titleKey))].filter((key) => key !== '').join('\n');
}
