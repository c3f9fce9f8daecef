import type { ByteBody, ByteSource } from './byte-source.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

/**
 * One tag for a download's file, while it arrives and when it lies in the library, so that a player may go on across that
 * moment: the torrent's checksums fix its bytes beforehand.
 */
export const downloadEtag = (downloadId: string, sizeBytes: number): string =>
  `"${downloadId}-${sizeBytes.toString(16)}"`;

/** A file of an unfinished download. */
export class DownloadSource implements ByteSource {
  readonly etag: string;
  readonly lastModified = null;

  constructor(
    downloadId: string,
    readonly fileName: string,
    readonly sizeBytes: number,
    private readonly read: (range: ByteRange, signal: AbortSignal) => Promise<ByteBody>,
  ) {
    this.etag = downloadEtag(downloadId, sizeBytes);
  }

  open(range: ByteRange, signal: AbortSignal): Promise<ByteBody> {
    return this.read(range, signal);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
