import { lstat, mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ChunkRange, ChunkRead, ChunkStore } from 'webtorrent';
import { errorCode } from '../../../../common/errors/error-code.js';
import { resolveInside } from '../../../../common/files/safe-path.js';
import type { FileStamp } from './journal-records.js';
import { OpenFiles } from './open-files.js';
import { lengthOfPiece, spansOf, spansOfPiece } from './piece-map.js';
import type { FileSpan } from './piece-map.js';
import type { TorrentFile, TorrentLayout } from './torrent-files.js';

type Done = (error: Error | null) => void;

/** What happens around the client's own reads and writes. */
export interface StoreHooks {
  /** Before a piece is written. */
  writing(piece: number): Promise<void>;
  /** Before bytes are read for a peer. */
  serving(bytes: number): Promise<void>;
}

/**
 * The pieces of one torrent as sparse files below a directory. Creates nothing before the first piece is written, writes
 * nowhere else, and leaves padding out. Reads of what is not there fail; it does not know what is verified.
 */
export class PieceStore implements ChunkStore {
  private readonly open: OpenFiles;
  private readonly directory: string;
  private layout: TorrentLayout | null = null;
  /** Files with bytes that may not be on the disk itself yet. */
  private unsynced = new Set<TorrentFile>();
  private readonly puts = new Set<Promise<void>>();

  constructor(
    directory: string,
    private readonly hooks: StoreHooks | null = null,
  ) {
    this.directory = resolve(directory);
    this.open = new OpenFiles(this.directory);
  }

  /** Says what the torrent contains; before that every read and write fails. */
  setLayout(layout: TorrentLayout): void {
    this.layout = layout;
  }

  get chunkLength(): number {
    return this.layout?.pieceLength ?? 0;
  }

  async write(piece: number, bytes: Uint8Array): Promise<void> {
    if (bytes.length !== this.lengthOf(piece)) throw new RangeError('A piece has the wrong length');
    let from = 0;
    for (const span of this.spans(piece, 0, bytes.length)) {
      const part = bytes.subarray(from, from + span.length);
      from += span.length;
      if (span.file.isPadding) continue;
      this.unsynced.add(span.file);
      await this.open.use(this.pathOf(span.file), 'write', (handle) => writeAll(handle, part, span.position));
    }
  }

  async read(piece: number, offset: number, length: number): Promise<Buffer> {
    if (offset < 0 || length <= 0 || offset + length > this.lengthOf(piece)) {
      throw new RangeError('These bytes are not in the piece');
    }
    // Zeros, so that padding needs no reading.
    const bytes = Buffer.alloc(length);
    let from = 0;
    for (const span of this.spans(piece, offset, length)) {
      const part = bytes.subarray(from, from + span.length);
      from += span.length;
      if (span.file.isPadding) continue;
      await this.open.use(this.pathOf(span.file), 'read', (handle) => readAll(handle, part, span.position));
    }
    return bytes;
  }

  /** Counts the files of a piece among those that sync() makes durable, though an earlier session wrote them. */
  touch(piece: number): void {
    if (this.layout === null) return;
    for (const { file } of spansOfPiece(this.layout, piece)) if (!file.isPadding) this.unsynced.add(file);
  }

  /** Makes everything written so far durable. */
  async sync(): Promise<void> {
    const files = this.unsynced;
    this.unsynced = new Set();
    try {
      for (const file of files)
        await this.open.use(this.pathOf(file), 'write', (handle) => handle.datasync());
      await this.syncDirectoriesOf(files);
    } catch (error) {
      for (const file of files) this.unsynced.add(file);
      throw error;
    }
  }

  /** Brings the files that `isWanted` names into their final state: creates empty ones, cuts what is too long, all durable. */
  async flush(isWanted: (file: number) => boolean): Promise<void> {
    const files = (this.layout?.files ?? []).filter((file, i) => !file.isPadding && isWanted(i));
    for (const file of files)
      await this.open.use(this.pathOf(file), 'write', (handle) => finish(handle, file.length));
    await this.syncDirectoriesOf(files);
  }

  /** How the files look to the file system, by their number; those that do not exist are missing. */
  async stamps(): Promise<Map<number, FileStamp>> {
    const stamps = new Map<number, FileStamp>();
    for (const [index, file] of this.layout?.files.entries() ?? []) {
      if (file.isPadding) continue;
      const stamp = await stampOf(this.pathOf(file));
      if (stamp !== null) stamps.set(index, stamp);
    }
    return stamps;
  }

  async closeFiles(): Promise<void> {
    await this.open.close();
  }

  put(index: number, bytes: Uint8Array, done: Done): void {
    const put = this.announceAndWrite(index, bytes);
    this.puts.add(put);
    put.finally(() => this.puts.delete(put)).then(() => done(null), done);
  }

  get(index: number, range: ChunkRange | null, done: ChunkRead): void {
    const offset = range?.offset ?? 0;
    const length = range?.length ?? this.lengthOf(index) - offset;
    const allowed = this.hooks?.serving(length) ?? Promise.resolve();
    allowed.then(() => this.read(index, offset, length)).then((bytes) => done(null, bytes), done);
  }

  /** Waits for the writes under way only: the session has things to do with the files when the client is done with them. */
  close(done: Done): void {
    void Promise.allSettled(this.puts).then(() => done(null));
  }

  /** Deletes nothing: the directory belongs to the session, which deletes it as a whole. */
  destroy(done: Done): void {
    this.close(done);
  }

  private async announceAndWrite(index: number, bytes: Uint8Array): Promise<void> {
    await this.hooks?.writing(index);
    await this.write(index, bytes);
  }

  private lengthOf(piece: number): number {
    return this.layout === null ? 0 : lengthOfPiece(this.layout, piece);
  }

  private spans(piece: number, offset: number, length: number): FileSpan[] {
    if (this.layout === null) return [];
    return spansOf(this.layout.files, piece * this.layout.pieceLength + offset, length);
  }

  private async syncDirectoriesOf(files: Iterable<TorrentFile>): Promise<void> {
    const directories = new Set([this.directory]);
    for (const file of files) {
      for (let path = dirname(this.pathOf(file)); path.length > this.directory.length; path = dirname(path))
        directories.add(path);
    }
    for (const directory of directories) await syncDirectory(directory);
  }

  private pathOf(file: TorrentFile): string {
    return resolveInside(this.directory, ...file.path);
  }
}

async function stampOf(path: string): Promise<FileStamp | null> {
  try {
    const { size, mtimeMs } = await lstat(path);
    return { size, mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function readAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new Error('The file ends before these bytes');
    done += bytesRead;
  }
}

/** Syncs even what this run did not write: an earlier one may have died before it did. */
async function finish(handle: FileHandle, length: number): Promise<void> {
  const { size } = await handle.stat();
  if (size > length) await handle.truncate(length);
  await handle.sync();
}

async function syncDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  // Windows has no way to sync a directory.
  if (process.platform === 'win32') return;
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
