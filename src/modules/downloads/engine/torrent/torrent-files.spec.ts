import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { TorrentRefusedError } from '../engine.errors.js';
import { readTorrentFile, readTorrentInfo, writeTorrentFile } from './torrent-files.js';

type Value = number | string | Value[] | { [key: string]: Value };

function bencode(value: Value): string {
  if (typeof value === 'number') return `i${value}e`;
  if (typeof value === 'string') return `${Buffer.byteLength(value)}:${value}`;
  if (Array.isArray(value)) return `l${value.map(bencode).join('')}e`;
  return `d${Object.entries(value)
    .map(([key, entry]) => bencode(key) + bencode(entry))
    .join('')}e`;
}

const pieces = (count: number) => 'aaaaaaaaaaaaaaaaaaaa'.repeat(count);
const single = { length: 20_000, name: 'film.mp4', 'piece length': 16_384, pieces: pieces(2) };
const filesAt = (...paths: Value[]): Value => ({
  files: paths.map((path) => ({ length: 10, path })),
  name: 'set',
  'piece length': 16_384,
  pieces: pieces(1),
});
const read = (info: Value) => readTorrentInfo(Buffer.from(bencode(info)));
const reasonOf = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error instanceof TorrentRefusedError ? error.details['reason'] : error;
  }
  return null;
};

describe('readTorrentInfo', () => {
  it('reads a single file', () => {
    const layout = read(single);
    expect(layout).toMatchObject({
      name: 'film.mp4',
      totalBytes: 20_000,
      pieceLength: 16_384,
      isPrivate: false,
    });
    expect(layout.infoHash).toBe(createHash('sha1').update(bencode(single)).digest('hex'));
    expect(layout.pieceHashes).toEqual(['61'.repeat(20), '61'.repeat(20)]);
    expect(layout.files).toEqual([{ path: ['film.mp4'], length: 20_000, offset: 0, isPadding: false }]);
  });

  it('hashes the bytes as they are, whatever the order of the keys', () => {
    const unordered = bencode({
      pieces: pieces(2),
      name: 'film.mp4',
      length: 20_000,
      'piece length': 16_384,
    });
    const { infoHash } = readTorrentFile(Buffer.from(`d4:info${unordered}e`));
    expect(infoHash).toBe(createHash('sha1').update(unordered).digest('hex'));
  });

  it('places files below the torrent name, keeps their numbers, and leaves padding without a path', () => {
    const { files } = read({
      files: [
        { length: 10, path: ['a', 'b.mkv'] },
        { attr: 'p', length: 6, path: ['.pad', '6'] },
        { length: 0, path: ['empty'] },
      ],
      name: 'set',
      'piece length': 16_384,
      pieces: pieces(1),
      private: 1,
    });
    expect(files.map(({ path, offset, isPadding }) => [path.join('/'), offset, isPadding])).toEqual([
      ['set/a/b.mkv', 0, false],
      ['', 10, true],
      ['set/empty', 16, false],
    ]);
  });

  it('prefers UTF-8 names, replaces awkward characters, and numbers names that collide then', () => {
    const { files } = read({
      files: ['Who?.mkv', 'who*.mkv', 'Who<.mkv'].map((name) => ({ length: 10, path: [name] })),
      name: 'latin',
      'name.utf-8': 'Ünïcode: a\u202etest',
      'piece length': 16_384,
      pieces: pieces(1),
    });
    expect(files.map(({ path }) => path.join('/'))).toEqual([
      'Ünïcode_ atest/Who_.mkv',
      'Ünïcode_ atest/who_ (2).mkv',
      'Ünïcode_ atest/Who_ (3).mkv',
    ]);
  });

  it.each([
    [['..', 'evil'], 'dots'],
    [['.'], 'dots'],
    [['a', '', 'b'], 'empty'],
    [['a/b'], 'separator'],
    [['..\\..\\evil'], 'separator'],
    [['/etc', 'passwd'], 'separator'],
    [['C:', 'evil'], 'drive'],
    [['NUL.txt'], 'reserved'],
    [['nul\0.txt'], 'nul'],
    [['x'.repeat(256)], 'too_long'],
  ])('refuses the path %.40j', (path, reason) => {
    expect(reasonOf(() => read(filesAt(path)))).toBe(`a file name is unsafe (${reason})`);
    expect(
      reasonOf(() => read({ ...single, name: path.join('/') === 'a//b' ? '' : (path[0] ?? '') })),
    ).toMatch(/unsafe|^null$/);
  });

  it.each<[string, Value]>([
    ['a path is too deep', filesAt(Array<string>(33).fill('a'))],
    ['a file has no path', filesAt([])],
    ['a path is broken', filesAt([1])],
    ['two files have the same path', filesAt(['a'], ['a'])],
    ['a file is also a directory', filesAt(['a'], ['a', 'b'])],
    ['it has more than 10000 files', filesAt(...Array.from({ length: 10_001 }, (_, i) => [`${i}`]))],
    ['it contains symbolic links', { ...single, attr: 'l' }],
    ['it contains symbolic links', { ...single, 'symlink path': ['a'] }],
    ['a file has no valid size', { ...single, length: -5 }],
    ['a file has no valid size', { ...single, length: 'x' }],
    ['its size is out of bounds', { ...single, length: 0, pieces: '' }],
    ['its file list is broken', { ...single, files: 5 }],
    ['its piece length is out of bounds', { ...single, 'piece length': 0 }],
    ['its piece length is out of bounds', { ...single, 'piece length': 536_854_528 }],
    ['it has no piece length', { ...single, 'piece length': '16384' }],
    ['its number of pieces does not match its size', { ...single, pieces: pieces(3) }],
    ['its number of pieces does not match its size', { ...single, pieces: 'abc' }],
    ['it has too many pieces', { ...single, length: 2 ** 53 - 1 }],
    ['it has no piece hashes', { ...single, pieces: 1 }],
    ['it has no name', { ...single, name: 7 }],
    [
      'it is a BitTorrent v2 torrent only',
      { 'file tree': {}, length: 5, 'meta version': 2, name: 'a', 'piece length': 16_384 },
    ],
    ['its info is not a dictionary', 'text'],
  ])('refuses: %s', (reason, info) => expect(reasonOf(() => read(info))).toBe(reason));
});

describe('torrent files', () => {
  it('are written with their trackers and read back', () => {
    const infoBytes = Buffer.from(bencode(single));
    const trackers = ['http://a.test/announce', 'udp://b.test:80'];
    expect(readTorrentFile(writeTorrentFile(infoBytes, trackers))).toEqual({
      ...readTorrentInfo(infoBytes),
      trackers,
    });
    expect(readTorrentFile(writeTorrentFile(infoBytes, [])).trackers).toEqual([]);
  });

  it.each(['', 'nonsense', 'le', 'd4:name1:ae'])('are refused when they are %j', (text) =>
    expect(() => readTorrentFile(Buffer.from(text))).toThrow(TorrentRefusedError),
  );

  it('are refused above 10 MB before they are decoded', () => {
    expect(reasonOf(() => readTorrentFile(Buffer.alloc(10_000_001, 'l')))).toBe(
      'its description is too large',
    );
  });
});

const VECTORS = '../shared/contracts/torrents';
const describeVectors = existsSync(`${VECTORS}/index.json`) ? describe : describe.skip;

interface Vector {
  file: string;
  infohash_v1_if_v1?: string;
  hostile?: string[];
  files?: unknown[];
  libtorrent?: { accepts?: boolean; rejects_with?: string };
}

/** Accepted by libtorrent and refused here, beside torrents that are v2 only. */
const REFUSED_ON_PURPOSE = [
  ['libtorrent/test_torrents/large_piece_size.torrent', 'its piece length is out of bounds'],
  ['libtorrent/test_torrents/long_name.torrent', 'a file name is unsafe (too_long)'],
];

describeVectors('torrents of other implementations', () => {
  const vectors = existsSync(`${VECTORS}/index.json`)
    ? (JSON.parse(readFileSync(`${VECTORS}/index.json`, 'utf8')) as Vector[])
    : [];

  it('have the hash that others find, or are refused', () => {
    const wrong = vectors.filter(({ file, infohash_v1_if_v1: infoHash }) => {
      const bytes = readFileSync(`${VECTORS}/${file}`);
      const refusal = reasonOf(() => readTorrentFile(bytes));
      return refusal === null ? readTorrentFile(bytes).infoHash !== infoHash : typeof refusal !== 'string';
    });
    expect(vectors.length).toBeGreaterThan(90);
    expect(wrong).toEqual([]);
  });

  it('are accepted when libtorrent accepts their v1 half and they are harmless', () => {
    const refused = vectors
      .filter(({ libtorrent, hostile }) => libtorrent?.accepts === true && hostile === undefined)
      .map(({ file }) => [file, reasonOf(() => readTorrentFile(readFileSync(`${VECTORS}/${file}`)))])
      .filter(([, reason]) => reason !== null && reason !== 'it is a BitTorrent v2 torrent only');
    expect(refused).toEqual(REFUSED_ON_PURPOSE);
  });

  it('are refused when they are hostile', () => {
    // Marks on the file tree are about the v2 half of a hybrid torrent, which is never read.
    const hostile = vectors.filter(({ hostile: marks = [] }) => marks.some((mark) => mark !== 'file_tree'));
    const accepted = hostile.filter(
      ({ file }) => reasonOf(() => readTorrentFile(readFileSync(`${VECTORS}/${file}`))) === null,
    );
    expect(accepted.map(({ file }) => file)).toEqual([]);
  });
});
