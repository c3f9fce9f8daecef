/** When a file of the torrent was last written, as far as the file system knows. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
}

export interface JournaledPiece {
  /** The boot of the machine in which it was written. */
  readonly boot: string;
  /** Whether it is on the disk itself, not only in memory that a power cut empties. */
  isDurable: boolean;
}

/** What a journal says about the pieces of a torrent. */
export interface JournalState {
  readonly pieces: ReadonlyMap<number, JournaledPiece>;
  /** Pieces whose bytes may have been touched, also those that were never confirmed. */
  readonly touched: ReadonlySet<number>;
  /** The files as they were when the last session ended in order; null when it did not. */
  readonly stamps: ReadonlyMap<number, FileStamp> | null;
  readonly lastBoot: string | null;
}

const TITLE = 'sokoul-pieces 1';

/**
 * The records, one a line. `boot`: a session begins. `~`: a piece is about to be written. `+`: it is verified and written.
 * `-`: it is in doubt. `mark` and `sync`: what stood before the mark is durable now. `stop`: an orderly end.
 */
export const record = {
  title: (infoHash: string) => `${TITLE} ${infoHash}\n`,
  boot: (id: string) => `boot ${id}\n`,
  writing: (piece: number) => `~${piece}\n`,
  verified: (piece: number) => `+${piece}\n`,
  doubted: (piece: number) => `-${piece}\n`,
  mark: 'mark\n',
  sync: 'sync\n',
  stop: (stamps: ReadonlyMap<number, FileStamp>) => `stop ${JSON.stringify([...stamps])}\n`,
};

/** Null for a journal of another torrent. Reads up to the first line that is not whole or makes no sense. */
export function readJournal(text: string, infoHash: string): JournalState | null {
  const lines = text.split('\n');
  // Behind the last line end there is nothing, or a line that was cut short.
  lines.pop();
  if (lines.shift() !== `${TITLE} ${infoHash}`) return null;
  const reader = new JournalReader();
  for (const line of lines) if (!reader.take(line)) break;
  return reader;
}

class JournalReader implements JournalState {
  readonly pieces = new Map<number, JournaledPiece>();
  readonly touched = new Set<number>();
  stamps: ReadonlyMap<number, FileStamp> | null = null;
  lastBoot: string | null = null;
  private marked: JournaledPiece[] = [];

  take(line: string): boolean {
    this.stamps = null;
    const piece = /^[~+-](\d{1,7})$/.exec(line)?.[1];
    if (piece !== undefined) return this.takePiece(line.charAt(0), Number(piece));
    if (line === 'mark') this.marked = [...this.pieces.values()].filter(({ isDurable }) => !isDurable);
    else if (line === 'sync') for (const one of this.marked) one.isDurable = true;
    else if (line.startsWith('boot ')) this.begin(line.slice('boot '.length));
    else if (line.startsWith('stop ')) this.stamps = stampsOf(line.slice('stop '.length));
    else return false;
    return true;
  }

  private begin(boot: string): void {
    this.lastBoot = boot;
    this.marked = [];
  }

  private takePiece(sign: string, piece: number): boolean {
    this.touched.add(piece);
    if (sign === '-') this.pieces.delete(piece);
    // What is written again is not what was verified.
    if (sign === '~') this.pieces.delete(piece);
    if (sign === '+') this.pieces.set(piece, { boot: this.lastBoot ?? '', isDurable: false });
    return true;
  }
}

function stampsOf(text: string): ReadonlyMap<number, FileStamp> | null {
  try {
    const entries = JSON.parse(text) as unknown;
    return Array.isArray(entries) && entries.every(isEntry) ? new Map(entries) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isEntry(entry: unknown): entry is [number, FileStamp] {
  if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'number') return false;
  const stamp: unknown = entry[1];
  return (
    typeof stamp === 'object' &&
    stamp !== null &&
    'size' in stamp &&
    typeof stamp.size === 'number' &&
    'mtimeMs' in stamp &&
    typeof stamp.mtimeMs === 'number'
  );
}
