import { Readable, addAbortSignal } from 'node:stream';
import type { Torrent } from 'webtorrent';
import type { PieceStore } from './piece-store.js';
import { PieceWindow, whenVerified } from './piece-window.js';

const CHUNK_BYTES = 256 * 1024;
const READ_AHEAD_BYTES = 8 * 1024 * 1024;

export interface ByteRange {
  /** Positions in the torrent, both inclusive. */
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes of a range in order, as soon as they are verified. While it is open, the pieces under its position and the next
 * 8 MiB are fetched before everything else; destroying it gives that up at once. Reads no further than its consumer does.
 */
export class RangeStream extends Readable {
  private readonly released = new AbortController();
  private readonly window: PieceWindow;
  private position: number;

  constructor(
    private readonly torrent: Torrent,
    private readonly store: PieceStore,
    private readonly range: ByteRange,
    signal?: AbortSignal,
  ) {
    super({ highWaterMark: CHUNK_BYTES });
    this.position = range.start;
    const ahead = Math.max(1, Math.ceil(READ_AHEAD_BYTES / store.chunkLength));
    this.window = new PieceWindow(torrent, ahead, this.pieceAt(range.end));
    this.window.moveTo(this.pieceAt(range.start));
    // Last: a signal that is aborted already destroys the stream here and now.
    if (signal !== undefined) addAbortSignal(signal, this);
  }

  override _read(): void {
    this.next().then(
      (bytes) => this.push(bytes),
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.released.abort();
    this.window.release();
    done(error);
  }

  private async next(): Promise<Buffer | null> {
    if (this.position > this.range.end) return null;
    const piece = this.pieceAt(this.position);
    this.window.moveTo(piece);
    await whenVerified(this.torrent, piece, this.released.signal);
    const offset = this.position - piece * this.store.chunkLength;
    const length = Math.min(CHUNK_BYTES, this.store.chunkLength - offset, this.range.end - this.position + 1);
    const bytes = await this.store.read(piece, offset, length);
    this.position += length;
    return bytes;
  }

  private pieceAt(position: number): number {
    return Math.floor(position / this.store.chunkLength);
  }
}
