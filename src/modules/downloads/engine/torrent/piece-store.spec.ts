import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PieceStore } from './piece-store.js';
import type { TorrentFile, TorrentLayout } from './torrent-files.js';

const PIECE = 1024;

let root: string;
let directory: string;
let store: PieceStore;

/** Files of these lengths, one after the other; a name that begins with 'pad' is padding. */
function layoutOf(files: Record<string, number>): TorrentLayout {
  let totalBytes = 0;
  const placed = Object.entries(files).map(([path, length]): TorrentFile => {
    const file = { path: path.split('/'), length, offset: totalBytes, isPadding: path.startsWith('pad') };
    totalBytes += length;
    return file;
  });
  const pieceHashes = Array<string>(Math.ceil(totalBytes / PIECE)).fill('');
  return {
    infoHash: '',
    infoBytes: Buffer.alloc(0),
    name: 'set',
    isPrivate: false,
    pieceLength: PIECE,
    totalBytes,
    pieceHashes,
    files: placed,
    trackers: [],
    webSeeds: [],
  };
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sokoul-store-'));
  directory = join(root, 'download');
  store = new PieceStore(directory);
});

afterEach(async () => {
  await store.closeFiles();
  await rm(root, { recursive: true });
});

describe('PieceStore', () => {
  it('spreads pieces over files, leaves padding out, and reads them back', async () => {
    store.setLayout(layoutOf({ 'a/one': 700, 'a/two': 1000, pad: 348, three: 100 }));
    const pieces = [
      randomBytes(PIECE),
      Buffer.concat([randomBytes(676), Buffer.alloc(348)]),
      randomBytes(100),
    ];
    for (const index of [2, 0, 1]) await store.write(index, pieces[index] ?? Buffer.alloc(0));
    await store.flush(() => true);

    const all = Buffer.concat(pieces);
    expect((await readFile(join(directory, 'a/one'))).equals(all.subarray(0, 700))).toBe(true);
    expect((await readFile(join(directory, 'a/two'))).equals(all.subarray(700, 1700))).toBe(true);
    expect((await readFile(join(directory, 'three'))).equals(all.subarray(2048))).toBe(true);
    expect((await readdir(directory)).sort()).toEqual(['a', 'three']);
    expect((await store.read(1, 0, PIECE)).equals(pieces[1] ?? Buffer.alloc(0))).toBe(true);
    expect((await store.read(0, 600, 424)).equals(all.subarray(600, 1024))).toBe(true);
  });

  it('creates nothing before it is written to, and what is missing fails to be read', async () => {
    store.setLayout(layoutOf({ film: 3000 }));
    await expect(store.read(0, 0, 10)).rejects.toThrow();
    expect(await readdir(root)).toEqual([]);
    await store.write(1, randomBytes(PIECE));
    await expect(store.read(2, 0, 10)).rejects.toThrow('The file ends before these bytes');
    expect((await stat(join(directory, 'film'))).size).toBe(2 * PIECE);
  });

  it('creates empty files and cuts long ones when it is flushed', async () => {
    await mkdir(directory);
    await writeFile(join(directory, 'film'), randomBytes(500));
    store.setLayout(layoutOf({ film: 100, 'extras/empty': 0 }));
    await store.flush(() => true);
    expect((await stat(join(directory, 'film'))).size).toBe(100);
    expect((await stat(join(directory, 'extras/empty'))).size).toBe(0);
  });

  it.each([
    [0, 0, 0],
    [0, -1, 5],
    [0, 1000, 25],
    [1, 0, 977],
    [2, 0, 1],
    [-1, 0, 1],
    [0.5, 0, 1],
  ])('refuses to read piece %d at %d for %d bytes', async (piece, offset, length) => {
    store.setLayout(layoutOf({ film: 2000 }));
    await expect(store.read(piece, offset, length)).rejects.toThrow(RangeError);
  });

  it('refuses pieces of the wrong length, and everything before it knows the layout', async () => {
    await expect(store.write(0, randomBytes(10))).rejects.toThrow(RangeError);
    await expect(store.read(0, 0, 10)).rejects.toThrow(RangeError);
    store.setLayout(layoutOf({ film: 2000 }));
    await expect(store.write(0, randomBytes(10))).rejects.toThrow(RangeError);
  });

  it('follows no link that lies in the way', async () => {
    const outside = join(root, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'file'), 'untouched');
    await mkdir(directory);
    await symlink(outside, join(directory, 'linked'));
    await symlink(join(outside, 'file'), join(directory, 'film'));
    store.setLayout(layoutOf({ 'linked/new': 1024, film: 1024 }));
    await expect(store.write(0, randomBytes(PIECE))).rejects.toThrow();
    await expect(store.write(1, randomBytes(PIECE))).rejects.toThrow();
    await expect(store.read(1, 0, 5)).rejects.toThrow();
    expect(await readdir(outside)).toEqual(['file']);
    expect(await readFile(join(outside, 'file'), 'utf8')).toBe('untouched');
  });

  it('handles more files than it keeps open, at the same time', async () => {
    const names = Array.from({ length: 100 }, (_, i) => [`f${i}`, PIECE]);
    store.setLayout(layoutOf(Object.fromEntries(names)));
    const bytes = randomBytes(PIECE);
    await Promise.all(names.map((_, i) => store.write(i, bytes)));
    const read = await Promise.all(names.map((_, i) => store.read(i, 0, PIECE)));
    expect(read.every((piece) => piece.equals(bytes))).toBe(true);
  });

  it('does nothing more once it is closed', async () => {
    store.setLayout(layoutOf({ film: 2000 }));
    const writing = store.write(0, randomBytes(PIECE));
    await store.closeFiles();
    await writing;
    await expect(store.write(0, randomBytes(PIECE))).rejects.toThrow('closed');
  });
});
