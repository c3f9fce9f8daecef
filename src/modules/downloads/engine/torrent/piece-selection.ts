import type { Torrent } from 'webtorrent';
import { lengthOfPiece } from './piece-map.js';
import type { TorrentLayout } from './torrent-files.js';

interface PieceRange {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** Which pieces are to be fetched: those under the wanted files, and with them the edges of their neighbours. */
export class PieceSelection {
  /** Apart from one another and in order. */
  private readonly ranges: readonly PieceRange[];
  private readonly wanted: ReadonlySet<number> | null;
  /** Everything before is known to be there: the range, and the piece. */
  private reached = { range: 0, piece: 0 };

  /** `wantedFiles` null is all of them; numbers of files that do not exist or are padding count for nothing. */
  constructor(
    private readonly layout: TorrentLayout,
    wantedFiles: readonly number[] | null,
  ) {
    this.wanted = wantedFiles === null ? null : new Set(wantedFiles);
    this.ranges = this.wanted === null ? everything(layout) : this.rangesOfFiles();
  }

  /** Bytes of the wanted files. */
  get totalBytes(): number {
    if (this.wanted === null) return this.layout.totalBytes;
    return this.layout.files.reduce((sum, file, i) => (this.isWanted(i) ? sum + file.length : sum), 0);
  }

  isWanted(file: number): boolean {
    if (this.layout.files[file]?.isPadding !== false) return false;
    return this.wanted === null || this.wanted.has(file);
  }

  /** Counts on what was there once staying there. */
  isComplete(isVerified: (piece: number) => boolean): boolean {
    for (let range = this.reached.range; range < this.ranges.length; range++) {
      const { from, to } = this.ranges[range] ?? { from: 0, to: -1 };
      for (let piece = Math.max(from, this.reached.piece); piece <= to; piece++) {
        if (isVerified(piece)) continue;
        this.reached = { range, piece };
        return false;
      }
    }
    return true;
  }

  /** Of the pieces to be fetched, those that are there; the unwanted edges of shared ones count for nothing. */
  bytesOf(bytesOfPiece: (piece: number) => number): number {
    if (this.wanted === null) return sumOver(this.ranges, bytesOfPiece);
    let bytes = 0;
    for (const [i, file] of this.layout.files.entries()) {
      if (!this.isWanted(i) || file.length === 0) continue;
      bytes += this.bytesOfFile(file.offset, file.length, bytesOfPiece);
    }
    return bytes;
  }

  /** Makes the client fetch these pieces and no others, but for those that readers ask for. */
  applyTo(torrent: Torrent): void {
    for (const { from, to } of this.ranges) torrent._select(from, to, 0, null, false);
  }

  /** Takes back what applyTo() did. */
  removeFrom(torrent: Torrent): void {
    torrent._deselect(0, this.layout.pieceHashes.length - 1, false);
  }

  private rangesOfFiles(): PieceRange[] {
    const { pieceLength } = this.layout;
    const ranges: { from: number; to: number }[] = [];
    for (const [i, file] of this.layout.files.entries()) {
      if (!this.isWanted(i) || file.length === 0) continue;
      const from = Math.floor(file.offset / pieceLength);
      const to = Math.floor((file.offset + file.length - 1) / pieceLength);
      const last = ranges.at(-1);
      if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
      else ranges.push({ from, to });
    }
    return ranges;
  }

  /** A piece that is whole counts exactly; one under way counts no more than its share of the file. */
  private bytesOfFile(offset: number, length: number, bytesOfPiece: (piece: number) => number): number {
    const { pieceLength } = this.layout;
    const end = offset + length;
    let bytes = 0;
    for (let piece = Math.floor(offset / pieceLength); piece * pieceLength < end; piece++) {
      const start = piece * pieceLength;
      const size = lengthOfPiece(this.layout, piece);
      const share = Math.min(start + size, end) - Math.max(start, offset);
      const there = bytesOfPiece(piece);
      bytes += there === size ? share : Math.min(share, there);
    }
    return bytes;
  }
}

const everything = (layout: TorrentLayout): PieceRange[] => [{ from: 0, to: layout.pieceHashes.length - 1 }];

function sumOver(ranges: readonly PieceRange[], bytesOfPiece: (piece: number) => number): number {
  let bytes = 0;
  for (const { from, to } of ranges)
    for (let piece = from; piece <= to; piece++) bytes += bytesOfPiece(piece);
  return bytes;
}
