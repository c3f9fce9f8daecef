import type { MediaFile } from './media-file.entity.js';
import type { MediaType } from './media-type.js';

/** What is known about a title that may or may not be in the catalogue. */
export interface MediaDraft {
  /** The id that the row gets if it has to be created. */
  readonly id?: string;
  readonly title: string;
  readonly mediaType: MediaType;
  readonly year: number | null;
  readonly tmdbId: number | null;
  readonly imdbId?: string | null;
  readonly posterUrl?: string | null;
  readonly overview?: string | null;
  /** 0 to 10. */
  readonly rating?: number | null;
}

/** A file to record; what is left out is not known. */
export type NewMediaFile = Pick<
  MediaFile,
  'mediaId' | 'relativePath' | 'sizeBytes' | 'source' | 'downloadedAt'
> &
  Partial<
    Omit<MediaFile, 'id' | 'media' | 'mediaId' | 'relativePath' | 'sizeBytes' | 'source' | 'downloadedAt'>
  >;
