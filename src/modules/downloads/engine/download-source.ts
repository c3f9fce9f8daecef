/** What a download fetches, and how. Stored with it as JSON, so fields may be added but never change their meaning. */
export type DownloadSource = TorrentSource | HttpSource | GallerySource;

export const DownloadKindName = {
  Torrent: 'torrent',
  Http: 'http',
  Gallery: 'gallery',
  Youtube: 'youtube',
} as const;
export type DownloadKindName = (typeof DownloadKindName)[keyof typeof DownloadKindName];

export interface TorrentSource {
  readonly kind: 'torrent';
  /** Names the torrent also where a .torrent file came with the download: that is its metadata. */
  readonly magnetLink: string;
}

/** One file by HTTP or HTTPS. */
export interface HttpSource {
  readonly kind: 'http';
  readonly url: string;
  /** Instead of the name that the server gives. */
  readonly fileName: string | null;
  /** What the whole file must have; null where nobody said. */
  readonly checksum: Checksum | null;
  readonly transfer: TransferOptions;
}

/** The files that a page links to. */
export interface GallerySource {
  readonly kind: 'gallery';
  readonly url: string;
  readonly filter: GalleryFilter;
  readonly transfer: TransferOptions;
}

export interface Checksum {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512';
  /** Lower-case hex digits. */
  readonly digest: string;
}

/** How HTTP is spoken. */
export interface TransferOptions {
  readonly proxy: ProxyChoice;
  readonly userAgent: string | null;
  readonly connectTimeoutSeconds: number;
  /** How long a server may be silent. */
  readonly readTimeoutSeconds: number;
  /** For the whole download; null is no limit. */
  readonly totalTimeoutSeconds: number | null;
  readonly maxRetries: number;
  /** Before the first retry; doubled for each later one. */
  readonly retryIntervalSeconds: number;
  /** Connections for one file where the server allows ranges. */
  readonly segments: number;
}

/** `system` is what the environment of the worker says: HTTP_PROXY, HTTPS_PROXY, NO_PROXY. */
export type ProxyChoice =
  { readonly type: 'none' | 'system' } | { readonly type: 'custom'; readonly url: string };

export interface GalleryFilter {
  readonly images: boolean;
  readonly videos: boolean;
  readonly archives: boolean;
  readonly documents: boolean;
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  readonly from: string | null;
  /** ISO dates; the day of the end counts. */
  readonly to: string | null;
  /** Lower case, without the dot. */
  readonly excludedExtensions: readonly string[];
}

/** What may be changed while a download runs. Null is no limit of its own. */
export interface DownloadLimits {
  /** Bytes a second. */
  readonly downloadLimit: number | null;
  /** Bytes a second. */
  readonly uploadLimit: number | null;
  /** Torrents: pieces in the order of the file instead of the rarest first. */
  readonly isSequential: boolean;
  /** Torrents: the files to fetch; null is all of them. */
  readonly wantedFiles: readonly number[] | null;
  /** Torrents: seed until so many times the size has been sent, or so long; null is the setting of the system. */
  readonly seedRatio: number | null;
  readonly seedMinutes: number | null;
}

export const NO_LIMITS: DownloadLimits = {
  downloadLimit: null,
  uploadLimit: null,
  isSequential: false,
  wantedFiles: null,
  seedRatio: null,
  seedMinutes: null,
};
