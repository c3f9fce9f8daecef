import type { Torrent } from 'webtorrent';
import { DownloadStoppedError } from '../engine.errors.js';

/** Above what is fetched in the ordinary order, which has 0. */
const PRIORITY = 1;

/** A claim of one reader on the pieces it needs next. Many readers may have claims at once; the client serves them in turn. */
export class PieceWindow {
  private claimed: { from: number; to: number } | null = null;

  constructor(
    private readonly torrent: Torrent,
    private readonly ahead: number,
    private readonly last: number,
  ) {}

  /** Claims `piece` and those after it, instead of what was claimed before. */
  moveTo(piece: number): void {
    const from = piece;
    const to = Math.min(piece + this.ahead, this.last);
    if (this.torrent.destroyed || this.claimed?.from === from) return;
    this.release();
    this.claimed = { from, to };
    this.torrent._select(from, to, PRIORITY, null, true);
    // Lets a fast peer take over the piece that is waited for from a slow one.
    this.torrent.critical(from, from);
  }

  release(): void {
    if (this.claimed === null) return;
    if (!this.torrent.destroyed) this.torrent._deselect(this.claimed.from, this.claimed.to, true);
    this.claimed = null;
  }
}

/** Resolves when the piece is verified and stored; rejects when the signal aborts or the torrent ends. */
export function whenVerified(torrent: Torrent, piece: number, signal: AbortSignal): Promise<void> {
  if (torrent.destroyed) return Promise.reject(new DownloadStoppedError());
  if (torrent.bitfield?.get(piece) === true) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const onVerified = (index: number) => {
      if (index === piece) settle(resolve);
    };
    const onEnd = () => settle(() => reject(new DownloadStoppedError()));
    const settle = (outcome: () => void) => {
      torrent.off('verified', onVerified).off('close', onEnd);
      signal.removeEventListener('abort', onEnd);
      outcome();
    };
    torrent.on('verified', onVerified).on('close', onEnd);
    signal.addEventListener('abort', onEnd);
  });
}
