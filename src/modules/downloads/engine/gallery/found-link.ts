import type { MediaCategory } from './media-type.js';

/** A link that may lead to a file. */
export interface FoundLink {
  /** Absolute, without its fragment: two links with one URL are one. */
  readonly url: string;
  /** By its extension or by the element that shows it; null when only the server can tell. */
  readonly category: MediaCategory | null;
  /** What to take when the link leads to no file: the small picture that stands for it. */
  readonly fallback: string | null;
  /** Milliseconds since 1970; null when the page says nothing. */
  readonly publishedAt: number | null;
  /** The name that it should get; null takes that of the URL or of the server. */
  readonly name: string | null;
}

/** What one page brought. */
export interface PageLinks {
  readonly title: string | null;
  /** In the order of the page. */
  readonly links: readonly FoundLink[];
  /** Where it goes on. */
  readonly pages: readonly string[];
}
