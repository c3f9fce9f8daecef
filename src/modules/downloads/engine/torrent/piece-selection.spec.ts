import { PieceSelection } from './piece-selection.js';
import type { TorrentLayout } from './torrent-files.js';

const file = (length: number, offset: number, isPadding = false) => ({
  path: ['f'],
  length,
  offset,
  isPadding,
});

/** Pieces of 10 bytes: the files share the pieces 1 and 3; the padding is in piece 3. */
const layout: TorrentLayout = {
  infoHash: '',
  infoBytes: Buffer.alloc(0),
  name: 'set',
  isPrivate: false,
  pieceLength: 10,
  totalBytes: 50,
  pieceHashes: ['', '', '', '', ''],
  files: [file(15, 0), file(20, 15), file(5, 35, true), file(10, 40), file(0, 50)],
  trackers: [],
  webSeeds: [],
};
const whole =
  (...pieces: number[]) =>
  (piece: number) =>
    pieces.includes(piece) ? 10 : 0;
const has =
  (...pieces: number[]) =>
  (piece: number) =>
    pieces.includes(piece);

describe('PieceSelection', () => {
  it('is everything unless files are named', () => {
    const selection = new PieceSelection(layout, null);
    expect(selection.totalBytes).toBe(50);
    expect(selection.bytesOf(whole(0, 1, 4))).toBe(30);
    expect(selection.isComplete(has(0, 1, 2, 3))).toBe(false);
    expect(selection.isComplete(has(0, 1, 2, 3, 4))).toBe(true);
    expect([0, 1, 2, 3, 4, 5].filter((i) => selection.isWanted(i))).toEqual([0, 1, 3, 4]);
  });

  it('is complete with the pieces under the wanted files, and counts their bytes alone', () => {
    const selection = new PieceSelection(layout, [1]);
    expect(selection.totalBytes).toBe(20);
    expect(selection.isComplete(has(1, 2))).toBe(false);
    expect(selection.isComplete(has(1, 2, 3))).toBe(true);
    expect(selection.bytesOf(whole(0, 1))).toBe(5);
    expect(selection.bytesOf(whole(1, 2, 3))).toBe(20);
    expect(selection.bytesOf(() => 7)).toBe(5 + 7 + 5);
  });

  it('wants neither padding nor files that do not exist', () => {
    const selection = new PieceSelection(layout, [2, 4, 99, -1]);
    expect(selection.totalBytes).toBe(0);
    expect(selection.isComplete(() => false)).toBe(true);
  });
});
