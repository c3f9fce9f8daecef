import { readJournal, record } from './journal-records.js';
import { judgePieces } from './piece-trust.js';
import type { FileStamps } from './piece-trust.js';
import type { TorrentLayout } from './torrent-files.js';

const HASH = 'a'.repeat(40);
const NOW = 1_000_000;
const file = (name: string, length: number, offset: number) => ({
  path: [name],
  length,
  offset,
  isPadding: false,
});

/** Pieces of 10 bytes: 0 and 1 in the first file, 2 in both, 3 in the second. */
const layout: TorrentLayout = {
  infoHash: HASH,
  infoBytes: Buffer.alloc(0),
  name: 'set',
  isPrivate: false,
  pieceLength: 10,
  totalBytes: 40,
  pieceHashes: ['', '', '', ''],
  files: [file('a', 25, 0), file('b', 15, 25)],
  trackers: [],
  webSeeds: [],
};

const stamps = (a: number, b: number, mtimeMs = NOW): FileStamps =>
  new Map([
    [0, { size: a, mtimeMs }],
    [1, { size: b, mtimeMs }],
  ]);

function judge(files: FileStamps, ...lines: string[]) {
  const state = readJournal([record.title(HASH), ...lines].join(''), HASH);
  return judgePieces(layout, files, state && { state, mtimeMs: NOW }, 'now');
}

const three = [record.boot('now'), ...[0, 1, 2].map(record.verified)];

describe('judgePieces', () => {
  it('doubts everything that there is without a journal', () => {
    expect(judgePieces(layout, stamps(25, 5), null, 'now')).toEqual({
      durable: [],
      recent: [],
      doubted: [0, 1, 2],
    });
    expect(judgePieces(layout, new Map(), null, 'now')).toEqual({ durable: [], recent: [], doubted: [] });
  });

  it('trusts what was written since the machine was started, and takes the rest for holes', () => {
    expect(judge(stamps(25, 15), ...three)).toEqual({ durable: [], recent: [0, 1, 2], doubted: [] });
  });

  it('doubts what was begun and not confirmed', () => {
    expect(judge(stamps(25, 15), ...three, record.writing(3)).doubted).toEqual([3]);
  });

  it('trusts of another boot only what was synced, and looks at the rest', () => {
    const lines = [record.boot('before'), record.verified(0), record.mark, record.sync, record.verified(1)];
    expect(judge(stamps(25, 15), ...lines)).toEqual({ durable: [0], recent: [], doubted: [1, 2, 3] });
  });

  it('knows that what lies beyond the end of a file is gone', () => {
    expect(judge(stamps(15, 15), ...three)).toEqual({ durable: [], recent: [0], doubted: [] });
  });

  it('doubts a file as a whole that was written after the journal', () => {
    const files = new Map([
      [0, { size: 25, mtimeMs: NOW + 60_000 }],
      [1, { size: 15, mtimeMs: NOW }],
    ]);
    expect(judge(files, ...three, record.verified(3))).toEqual({
      durable: [],
      recent: [3],
      doubted: [0, 1, 2],
    });
  });

  it('compares with the files as they were at an orderly end', () => {
    const ended = [...three, record.stop(new Map(stamps(25, 15)))];
    expect(judge(stamps(25, 15), ...ended).recent).toEqual([0, 1, 2]);
    expect(judge(stamps(25, 15, NOW - 1), ...ended)).toEqual({
      durable: [],
      recent: [],
      doubted: [0, 1, 2, 3],
    });
  });
});
