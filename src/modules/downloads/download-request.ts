import type { QualityPreference } from '../search/index.js';
import type { Checksum, DownloadLimits, GalleryFilter, TransferOptions } from './engine/download-source.js';
import type { UrlKind } from './guess-url-kind.js';

/** What somebody asks to be fetched: a search result, a magnet link or a URL, and for which title. */
export interface DownloadRequest {
  readonly mediaId: string | null;
  readonly sourceId: string | null;
  readonly magnetLink: string | null;
  readonly url: UrlRequest | null;
  /** The bytes of a .torrent file; absent when none was sent. */
  readonly torrentFile?: Buffer;
  readonly qualityPreference: QualityPreference | null;
  /** 1 to 100; 100 is fetched first. */
  readonly priority: number;
  readonly limits: Partial<DownloadLimits>;
  /** Also what is in the library already. */
  readonly isForced?: boolean;
}

/** A URL, and what is to be made of it: the file itself, the files that the page links to, or what a .torrent file names. */
export interface UrlRequest {
  readonly url: string;
  readonly as: UrlKind;
  readonly fileName: string | null;
  readonly checksum: Checksum | null;
  readonly filter: GalleryFilter;
  readonly transfer: TransferOptions;
}

export const DEFAULT_PRIORITY = 50;
