import type { TmdbImage, TmdbImageKind } from '../../tmdb/index.js';

const MAX_OF_KIND: Readonly<Record<TmdbImageKind, number>> = { poster: 20, backdrop: 20, logo: 10 };

/** The first of each kind, each address once; the order says which is best. */
export function chooseImages(images: readonly TmdbImage[]): TmdbImage[] {
  const chosen = new Map<string, TmdbImage>();
  const counts: Record<TmdbImageKind, number> = { poster: 0, backdrop: 0, logo: 0 };
  for (const image of images) {
    const key = `${image.kind} ${image.url}`;
    if (chosen.has(key) || counts[image.kind] >= MAX_OF_KIND[image.kind]) continue;
    chosen.set(key, image);
    counts[image.kind]++;
  }
  return [...chosen.values()];
}
