import { webcrypto } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PieceStore } from './piece-store.js';
import { lengthOfPiece } from './piece-map.js';
import type { TorrentLayout } from './torrent-files.js';

const AT_ONCE = 2;
const PER_TURN = 1000;

export interface PieceCheck {
  readonly layout: TorrentLayout;
  readonly store: PieceStore;
  readonly signal: AbortSignal;
  /** Called for each piece that has the right hash. */
  onVerified(piece: number): void;
}

/**
 * Hashes pieces on disk, beside the event loop. What can't be read is not there; what was not looked at when the signal
 * aborts is left.
 */
export async function hashPieces(pieces: readonly number[], check: PieceCheck): Promise<void> {
  const queue = pieces.values();
  const work = async (): Promise<void> => {
    for (const piece of queue) {
      if (check.signal.aborted) return;
      if (await isIntact(piece, check)) check.onVerified(piece);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

/** Calls `take` for each of many, without holding the event loop up. */
export async function inTurns(
  pieces: readonly number[],
  signal: AbortSignal,
  take: (piece: number) => void,
): Promise<void> {
  for (let from = 0; from < pieces.length && !signal.aborted; from += PER_TURN) {
    pieces.slice(from, from + PER_TURN).forEach(take);
    await nextTurn();
  }
}

async function isIntact(piece: number, { layout, store }: PieceCheck): Promise<boolean> {
  const bytes = await store.read(piece, 0, lengthOfPiece(layout, piece)).catch(() => null);
  if (bytes === null) return false;
  const digest = await webcrypto.subtle.digest('SHA-1', bytes);
  return Buffer.from(digest).toString('hex') === layout.pieceHashes[piece];
}
