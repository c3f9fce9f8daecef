import { DownloadState } from './download-state.js';
import type { StoredFile } from './download.entity.js';
import type { DownloadSource } from './engine/download-source.js';

const FINISHED: readonly DownloadState[] = [DownloadState.Importing, DownloadState.Completed];

/** Percent with one decimal; 100 only when nothing is missing. */
export function progressPercent(of: {
  state: DownloadState;
  bytesDone: number;
  totalBytes: number | null;
}): number {
  if (FINISHED.includes(of.state)) return 100;
  if (of.totalBytes === null || of.totalBytes === 0) return 0;
  return Math.min(Math.floor((of.bytesDone / of.totalBytes) * 1000) / 10, 99.9);
}

interface Counted {
  readonly state: DownloadState;
  readonly bytesDone: number;
  readonly totalBytes: number | null;
}

/** Bytes sent for each byte of its size, to two decimals. */
export function ratioOf(of: Counted & { bytesSent: number }): number {
  const size = of.totalBytes ?? of.bytesDone;
  return size === 0 ? 0 : Math.round((of.bytesSent / size) * 100) / 100;
}

/** When all is there, all files are that did not fail; before that, as many as the engine has counted. */
export const filesDoneOf = (
  of: Counted & { filesDone: number; filesFailed: number },
  fileCount: number,
): number => (FINISHED.includes(of.state) ? Math.max(fileCount - of.filesFailed, 0) : of.filesDone);

/** Verified bytes of one file; null when they were not counted file by file. */
export function fileBytesDone(
  of: Counted & { files: readonly StoredFile[] },
  { size_bytes: size, bytes_done: counted, is_wanted: isWanted = true }: StoredFile,
): number | null {
  if (counted !== undefined && !FINISHED.includes(of.state)) return counted;
  if (FINISHED.includes(of.state)) return isWanted ? size : (counted ?? null);
  return of.files.length === 1 ? of.bytesDone : null;
}

/** Where it comes from; null for torrents. */
export const urlOf = (source: DownloadSource): string | null => ('url' in source ? source.url : null);
