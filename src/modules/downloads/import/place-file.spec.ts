import { statSync } from 'node:fs';
import { link, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isSameFile } from './same-file.js';
import { placeFile } from './place-file.js';
import type { Placement } from './place-file.js';
import { haveSameBytes } from './same-bytes.js';
import { stagedCopy } from './staged-copy.js';

describe('placing a file in the library', () => {
  let root: string;
  let source: string;
  let library: string;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'sokoul-import-'));
    library = path.join(root, 'library');
    source = path.join(root, 'film.mkv');
    await writeFile(source, 'the film');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const placement = (changes: Partial<Placement> = {}): Placement => ({
    source,
    libraryRoot: library,
    parts: ['Movies', 'Film (2001)', 'Film (2001) - 1080p.mkv'],
    mark: '0b8f9f4e-0',
    index: 0,
    stagingDirectory: path.join(library, 'Movies', '.incoming', 'one'),
    signal,
    ...changes,
  });
  const inLibrary = async (): Promise<string[]> =>
    (await readdir(path.join(library, 'Movies', 'Film (2001)'))).sort();

  it('shares the bytes with the download where a hard link is possible', async () => {
    const placed = await placeFile(placement());
    expect(placed).toEqual({
      relativePath: 'Movies/Film (2001)/Film (2001) - 1080p.mkv',
      copiedBecause: null,
    });
    expect(await isSameFile(source, path.join(library, placed.relativePath))).toBe(true);
  });

  it('gives the same when it is run again', async () => {
    const first = await placeFile(placement());
    expect(await placeFile(placement())).toEqual(first);
    expect(await inLibrary()).toHaveLength(1);
  });

  it('never overwrites another file, and finds its own beside it when run again', async () => {
    await mkdir(path.join(library, 'Movies', 'Film (2001)'), { recursive: true });
    const other = path.join(library, 'Movies', 'Film (2001)', 'Film (2001) - 1080p.mkv');
    await writeFile(other, 'somebody else’s film');
    const placed = await placeFile(placement());
    expect(placed.relativePath).toBe('Movies/Film (2001)/Film (2001) - 1080p [0b8f9f4e-0].mkv');
    expect(await placeFile(placement())).toEqual(placed);
    expect(await readFile(other, 'utf8')).toBe('somebody else’s film');
    expect(await inLibrary()).toHaveLength(2);
  });

  it('refuses a directory that leads out of the library', async () => {
    const outside = path.join(root, 'outside');
    await mkdir(outside);
    await mkdir(path.join(library, 'Movies'), { recursive: true });
    await symlink(outside, path.join(library, 'Movies', 'Film (2001)'));
    await expect(placeFile(placement())).rejects.toMatchObject({ code: 'UNSAFE_PATH' });
    expect(await readdir(outside)).toEqual([]);
  });
});

describe('copies on their way into the library', () => {
  let root: string;
  let source: string;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'sokoul-copy-'));
    source = path.join(root, 'film.mkv');
    await writeFile(source, 'the film');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const task = () => ({
    source,
    directory: path.join(root, 'staging'),
    index: 3,
    targets: [path.join(root, 'library.mkv')],
    signal,
  });

  it('are complete and of their own', async () => {
    const copy = await stagedCopy(task());
    expect(await readFile(copy, 'utf8')).toBe('the film');
    expect((await stat(copy)).ino).not.toBe((await stat(source)).ino);
  });

  it('are started over after a crash in the middle', async () => {
    await mkdir(task().directory);
    await writeFile(path.join(task().directory, '3-half'), 'the f');
    await writeFile(path.join(task().directory, '31-other'), 'another file of this download');
    const copy = await stagedCopy(task());
    expect(await readFile(copy, 'utf8')).toBe('the film');
    expect((await readdir(task().directory)).sort()).toEqual(['31-other', path.basename(copy)].sort());
  });

  it('are taken over when they are in the library already', async () => {
    const copy = await stagedCopy(task());
    await link(copy, path.join(root, 'library.mkv'));
    expect(await stagedCopy(task())).toBe(copy);
  });

  it('end with the signal', async () => {
    const controller = new AbortController();
    controller.abort(new Error('shutdown'));
    await expect(stagedCopy({ ...task(), signal: controller.signal })).rejects.toThrow();
  });
});

/** A memory disk, where there is one: a file system that is not that of temporary files. */
const OTHER_DISK = '/dev/shm';
const isOther = (): boolean => {
  try {
    return statSync(OTHER_DISK).dev !== statSync(os.tmpdir()).dev;
  } catch {
    return false;
  }
};

(isOther() ? describe : describe.skip)('placing a file from another file system', () => {
  it('copies it, says why, and gives the same when it is run again', async () => {
    const root = await mkdtemp(path.join(os.tmpdir(), 'sokoul-import-'));
    const other = await mkdtemp(path.join(OTHER_DISK, 'sokoul-import-'));
    try {
      const source = path.join(other, 'film.mkv');
      await writeFile(source, Buffer.alloc(3_000_001, 'film'));
      const placement: Placement = {
        source,
        libraryRoot: path.join(root, 'library'),
        parts: ['Movies', 'Film.mkv'],
        mark: '0b8f9f4e-0',
        index: 0,
        stagingDirectory: path.join(root, 'library', 'Movies', '.incoming', 'one'),
        signal: new AbortController().signal,
      };
      expect(await placeFile(placement)).toEqual({ relativePath: 'Movies/Film.mkv', copiedBecause: 'EXDEV' });
      expect(await placeFile(placement)).toEqual({ relativePath: 'Movies/Film.mkv', copiedBecause: 'EXDEV' });
      const copy = path.join(root, 'library', 'Movies', 'Film.mkv');
      expect(await haveSameBytes(source, copy, placement.signal)).toBe(true);
      await writeFile(source, Buffer.alloc(3_000_001, 'felm'));
      expect(await haveSameBytes(source, copy, placement.signal)).toBe(false);
    } finally {
      await rm(root, { recursive: true, force: true });
      await rm(other, { recursive: true, force: true });
    }
  });
});
