import type { ProviderQuery } from '../providers/search-provider.js';
import { isSameTitle } from '../release/same-title.js';

export interface Mismatch {
  readonly isOtherTitle: boolean;
  readonly isOtherYear: boolean;
}

/** What speaks against a title being what was asked for, under any of its names. Years may differ by one between countries. */
export const mismatchOf = (
  { names, year }: { readonly names: readonly string[]; readonly year: number | null },
  query: Pick<ProviderQuery, 'query' | 'year'>,
): Mismatch => ({
  isOtherTitle: !names.some((name) => isSameTitle(query.query, name)),
  isOtherYear: year !== null && query.year !== null && Math.abs(year - query.year) > 1,
});
