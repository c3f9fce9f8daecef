import type { SearchMediaType } from '../search-provider.js';

const MOVIES = 2000;
const TV = 5000;
const RANGE = 1000;

/** The standard categories of each media type. */
export const MAIN_CATEGORIES: Readonly<Record<SearchMediaType, readonly number[]>> = {
  movie: [MOVIES],
  tv: [TV],
  all: [MOVIES, TV],
};

/** The `cat` value; empty for no restriction, null when the indexer has nothing of the kind. */
export function categoriesFor(mediaType: SearchMediaType, known: ReadonlySet<number>): string | null {
  const wanted = MAIN_CATEGORIES[mediaType];
  if (known.size === 0) return wanted.join(',');
  const usable = wanted.flatMap((main) =>
    known.has(main) ? [main] : [...known].filter((id) => isBelow(id, main)),
  );
  return usable.length > 0 ? usable.join(',') : null;
}

export const isBelow = (category: number, main: number): boolean =>
  category >= main && category < main + RANGE;

/** The media type that an item's categories tell; null when they tell none or both. */
export function mediaTypeOf(categories: readonly number[]): 'movie' | 'tv' | null {
  const isMovie = categories.some((category) => isBelow(category, MOVIES));
  const isTv = categories.some((category) => isBelow(category, TV));
  if (isMovie === isTv) return null;
  return isMovie ? 'movie' : 'tv';
}
