import type { FileStamp } from './journal-records.js';
import type { JournalStart, LoadedJournal } from './piece-journal.js';
import { spansOfPiece } from './piece-map.js';
import type { TorrentFile, TorrentLayout } from './torrent-files.js';

/**
 * How much later than the journal a file may have been written by the session that was cut short: a write is announced
 * in the journal before it begins, and the journal is made durable every few seconds.
 */
const LATE_WRITE_MS = 15_000;

/** The files of a torrent as they are now, by their number; those that do not exist are missing. */
export type FileStamps = ReadonlyMap<number, FileStamp>;

/**
 * Which pieces need no second look. A file that somebody else has changed is in doubt as a whole; what lies beyond the
 * end of its file is not there at all; and without a journal everything is in doubt.
 */
export function judgePieces(
  layout: TorrentLayout,
  stamps: FileStamps,
  journal: LoadedJournal | null,
  boot: string,
): JournalStart {
  const durable: number[] = [];
  const recent: number[] = [];
  const doubted: number[] = [];
  const facts = new Map<TorrentFile, FileFacts>();
  layout.files.forEach((file, index) => facts.set(file, factsOf(index, stamps.get(index), journal)));
  for (let piece = 0; piece < layout.pieceHashes.length; piece++) {
    const spans = spansOfPiece(layout, piece).filter(({ file }) => !file.isPadding);
    const isThere = spans.every(
      ({ file, position, length }) => (facts.get(file)?.size ?? 0) >= position + length,
    );
    if (!isThere) continue;
    const isUntouched = spans.every(({ file }) => facts.get(file)?.isUntouched === true);
    const known = isUntouched ? journal?.state.pieces.get(piece) : undefined;
    if (known?.isDurable === true) durable.push(piece);
    else if (known?.boot === boot) recent.push(piece);
    else if (!isUntouched || mayHold(piece, journal, boot)) doubted.push(piece);
  }
  return { durable, recent, doubted };
}

/** What nobody began to write is a hole in a file, unless a power cut has taken the end of the journal. */
function mayHold(piece: number, journal: LoadedJournal | null, boot: string): boolean {
  if (journal === null) return true;
  const { state } = journal;
  const isWhole = state.lastBoot === boot || state.stamps !== null;
  return !isWhole || state.touched.has(piece);
}

interface FileFacts {
  readonly size: number;
  readonly isUntouched: boolean;
}

function factsOf(index: number, stamp: FileStamp | undefined, journal: LoadedJournal | null): FileFacts {
  if (stamp === undefined) return { size: 0, isUntouched: false };
  return { size: stamp.size, isUntouched: journal !== null && isUntouched(index, stamp, journal) };
}

function isUntouched(index: number, stamp: FileStamp, { state, mtimeMs }: LoadedJournal): boolean {
  if (state.stamps === null) return stamp.mtimeMs <= mtimeMs + LATE_WRITE_MS;
  const last = state.stamps.get(index);
  return last !== undefined && last.size === stamp.size && last.mtimeMs === stamp.mtimeMs;
}
