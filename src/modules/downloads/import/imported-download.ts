import type { Media, NewMediaFile } from '../../media/index.js';
import type { StoredFile } from '../download.entity.js';
import type { EpisodeNumbers } from './episode-numbers.js';
import type { KnownFile } from './library-disk.js';

/** A video that lies in the library, and is not recorded yet. */
export interface PlacedVideo {
  /** Of the file of the download. */
  readonly index: number;
  /** Under the film or series; which title it is really of is decided when it is recorded. */
  readonly file: NewMediaFile;
  readonly numbers: EpisodeNumbers | null;
  /** It and its subtitles, as they lie on disk. */
  readonly onDisk: readonly KnownFile[];
}

/** What an import has done on disk. */
export interface ImportedDownload {
  /** The title; null for files of none. */
  readonly media: Media | null;
  readonly files: readonly StoredFile[];
  readonly videos: readonly PlacedVideo[];
  /** What an earlier run has placed of videos that are not wanted. */
  readonly unwanted: readonly KnownFile[];
  /** Ids of files that the catalogue knows and the disk does not: they stand in nobody's way. */
  readonly missing: ReadonlySet<string>;
  /** Files of the library that may have to go for better ones, by the id of their rows. */
  readonly replaceable: ReadonlyMap<string, readonly KnownFile[]>;
}

/** An import that has brought nothing. */
export const NOTHING_IMPORTED: ImportedDownload = {
  media: null,
  files: [],
  videos: [],
  unwanted: [],
  missing: new Set(),
  replaceable: new Map(),
};
