import type { TorrentFile, TorrentLayout } from './torrent-files.js';

/** A stretch of one file. */
export interface FileSpan {
  readonly file: TorrentFile;
  /** Position in the file. */
  readonly position: number;
  readonly length: number;
}

/** The files under the bytes `start` to `start + length` of the torrent, in order. */
export function spansOf(files: readonly TorrentFile[], start: number, length: number): FileSpan[] {
  const spans: FileSpan[] = [];
  const end = start + length;
  for (let i = firstFileAt(files, start); i < files.length; i++) {
    const file = files[i];
    if (file === undefined || file.offset >= end) break;
    const from = Math.max(start, file.offset);
    const to = Math.min(end, file.offset + file.length);
    if (to > from) spans.push({ file, position: from - file.offset, length: to - from });
  }
  return spans;
}

/** The length of a piece; the last one is shorter. Zero for a piece that does not exist. */
export function lengthOfPiece(layout: TorrentLayout, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= layout.pieceHashes.length) return 0;
  return Math.min(layout.pieceLength, layout.totalBytes - index * layout.pieceLength);
}

/** Binary search for the first file that ends after `position`. */
function firstFileAt(files: readonly TorrentFile[], position: number): number {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const file = files[middle];
    if (file !== undefined && file.offset + file.length <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The files under one piece, in order. */
export function spansOfPiece(layout: TorrentLayout, index: number): FileSpan[] {
  return spansOf(layout.files, index * layout.pieceLength, lengthOfPiece(layout, index));
}
