import type { Allowance } from '../../../common/config/rate-limits.js';
import type { LinkedTorrent } from '../torrent-link.js';

export const SearchMediaType = { Movie: 'movie', Tv: 'tv', All: 'all' } as const;
export type SearchMediaType = (typeof SearchMediaType)[keyof typeof SearchMediaType];

/** What is looked for. */
export interface ProviderQuery {
  readonly query: string;
  readonly mediaType: SearchMediaType;
  readonly year: number | null;
  /** What the asker knows for certain. Equal questions have these equal too. */
  readonly tmdbId?: number | null;
  /** Such as `tt0063350`. */
  readonly imdbId?: string | null;
  readonly season?: number | null;
  readonly episode?: number | null;
}

/** `torrent` can be fetched, `file` lies in the library already, `stream` can be watched at somebody else's service. */
export const SourceKind = { Torrent: 'torrent', File: 'file', Stream: 'stream' } as const;
export type SourceKind = (typeof SourceKind)[keyof typeof SourceKind];

export const StreamAccess = {
  Subscription: 'subscription',
  Free: 'free',
  Ads: 'ads',
  Rent: 'rent',
  Buy: 'buy',
} as const;
export type StreamAccess = (typeof StreamAccess)[keyof typeof StreamAccess];

/** Where a title can be watched. */
export interface StreamOffer {
  /** As clients write it, such as `netflix`. */
  readonly service: string;
  /** As people write it. */
  readonly serviceName: string;
  readonly access: StreamAccess;
  /** ISO 3166-1, such as `US`. */
  readonly region: string;
  /** A page for people; null when none is known. */
  readonly link: string | null;
}

/** One source as a provider offers it, checked and normalised: safe to store, but no name is understood yet. */
export interface SourceDraft {
  readonly kind: SourceKind;
  /** Names the offer at its provider, so that running a search twice finds the same one. */
  readonly guid: string;
  /** The release's name; of a stream, what people call the service. */
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
  /** What makes an upload count more or less at a private site; 1 is usual. */
  readonly uploadVolumeFactor: number | null;
  /** Of streams only. */
  readonly offer: StreamOffer | null;
  /** What was measured of a file that is at hand; of others the name tells. */
  readonly measured?: MeasuredVideo;
}

export interface MeasuredVideo {
  /** Such as `1080p`. */
  readonly resolution: string | null;
  readonly codec: string | null;
}

/** A title as a provider knows it. */
export interface TitleDraft {
  readonly mediaType: 'movie' | 'tv';
  readonly title: string;
  readonly originalTitle: string | null;
  /** Other names that releases of it may carry. */
  readonly otherTitles: readonly string[];
  readonly year: number | null;
  readonly tmdbId: number | null;
  readonly imdbId: string | null;
  /** The catalogue's row, where the provider is the catalogue. */
  readonly mediaId: string | null;
  readonly posterUrl: string | null;
  readonly overview: string | null;
  /** 0 to 10. */
  readonly rating: number | null;
  readonly runtimeMinutes: number | null;
}

/** A release whose name tells what it is of. */
export interface FoundRelease {
  readonly kind: 'release';
  readonly source: SourceDraft;
}

/** A title that the provider knows as such, with what it offers of it, which may be nothing. */
export interface FoundTitle {
  readonly kind: 'title';
  readonly title: TitleDraft;
  readonly sources: readonly SourceDraft[];
}

export type Finding = FoundRelease | FoundTitle;

/** Links to .torrent files that a provider serves itself. */
export interface OwnLinks {
  owns(url: URL): boolean;
  /** Follows such a link, with the key put back. Throws a DomainError. */
  fetchTorrent(url: URL): Promise<LinkedTorrent>;
}

/** Somewhere to search. Adding one is a folder with this interface and one line in `providers.ts`. */
export interface SearchProvider {
  /** As clients write it. */
  readonly name: string;
  /** How long one search may be waited for; 25 s where it is absent. An operator's number counts more. */
  readonly timeoutMs?: number;
  /** Most searches of it, for all processes together; 300 a minute where it is absent, null for no limit. */
  readonly rateLimit?: Allowance | null;
  /** False where asking costs nothing and answers change at once, as with the own catalogue. Otherwise equal questions share an answer for some minutes. */
  readonly isShareable?: boolean;
  isConfigured(): boolean;
  /** Yields findings in portions as they arrive. Throws `ProviderError`, or the reason of the signal. */
  search(query: ProviderQuery, signal: AbortSignal): AsyncIterable<readonly Finding[]>;
  /** Present where links that it gives out lead to itself and want its API key there. */
  readonly ownLinks?: OwnLinks;
  /** Throws `ProviderError` when a search could not work now. */
  checkHealth(signal: AbortSignal): Promise<void>;
}

/** Several providers of one kind, as many as the configuration names. */
export interface ProviderFamily {
  readonly members: readonly SearchProvider[];
}
