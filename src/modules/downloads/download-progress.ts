import { DownloadState } from './download-state.js';

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
