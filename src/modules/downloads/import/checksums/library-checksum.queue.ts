/** Computes the SHA-256 of one file of the library. */
export const LIBRARY_CHECKSUM = 'library-checksum';

export interface LibraryChecksumJob {
  readonly file_id: string;
}
