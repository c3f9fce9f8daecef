import type { LinkedTorrent } from '../torrent-link.js';

export const SearchMediaType = { Movie: 'movie', Tv: 'tv', All: 'all' } as const;
export type SearchMediaType = (typeof SearchMediaType)[keyof typeof SearchMediaType];

/** What is looked for. */
export interface ProviderQuery {
  readonly query: string;
  readonly mediaType: SearchMediaType;
  readonly year: number | null;
}

/** One release as a provider offers it, checked and normalised: safe to store, but no name is understood yet. */
export interface SourceDraft {
  /** Names the offer at its provider, so that running a search twice finds the same one. */
  readonly guid: string;
  readonly releaseName: string;
  /** The site behind the provider, when it says so. */
  readonly indexer: string | null;
  /** SHA-1 as 40 lower-case hex digits. */
  readonly infoHash: string | null;
  readonly magnetLink: string | null;
  /** Where the .torrent file lies, without the provider's API key. Not for clients: other keys may be in it. */
  readonly torrentUrl: string | null;
  readonly sizeBytes: number | null;
  readonly seeders: number | null;
  readonly leechers: number | null;
  readonly publishedAt: Date | null;
  /** By the provider's categories. */
  readonly mediaType: 'movie' | 'tv' | null;
  readonly tmdbId: number | null;
  readonly imdbId: string | null;
  /** Share of the size that a private site counts as downloaded; 0 is freeleech. */
  readonly downloadVolumeFactor: number | null;
}

/** Somewhere to search. Adding one is a folder with this interface and one line in `providers.ts`. */
export interface SearchProvider {
  /** As clients write it. */
  readonly name: string;
  isConfigured(): boolean;
  /** Yields results in portions as they arrive. Throws `ProviderError`, or the reason of the signal. */
  search(query: ProviderQuery, signal: AbortSignal): AsyncIterable<readonly SourceDraft[]>;
  /** Whether a link that it gave out leads to itself: then it wants its API key there. */
  owns(url: URL): boolean;
  /** Follows such a link, with the key put back. Throws a DomainError. */
  fetchTorrent(url: URL): Promise<LinkedTorrent>;
  /** Throws `ProviderError` when a search could not work now. */
  checkHealth(signal: AbortSignal): Promise<void>;
}
