import type { FoundLink } from './found-link.js';

/** Knows the files of some sites without reading their pages. */
export interface GalleryLister {
  /** Null for a site that it does not know. Rejects with an error of ours, or the signal's reason. */
  list(url: string, signal: AbortSignal): Promise<readonly FoundLink[] | null>;
}
