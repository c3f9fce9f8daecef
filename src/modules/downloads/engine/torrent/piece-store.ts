import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ChunkRange, ChunkRead, ChunkStore } from 'webtorrent';
import { resolveInside } from '../../../../common/files/safe-path.js';
import { OpenFiles } from './open-files.js';
import { lengthOfPiece, spansOf } from './piece-map.js';
import type { FileSpan } from './piece-map.js';
import type { TorrentFile, TorrentLayout } from './torrent-files.js';

type Done = (error: Error | null) => void;

/**
 * The pieces of one torrent as sparse files below a directory. Creates nothing before the first piece is written, writes
 * nowhere else, and leaves padding out. Reads of what is not there fail; it does not know what is verified.
 */
export class PieceStore implements ChunkStore {
  private readonly open: OpenFiles;
  private readonly directory: string;
  private layout: TorrentLayout | null = null;

  constructor(directory: string) {
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

  /** Makes everything written durable: creates empty files, cuts what is too long, fsyncs files and directories. */
  async flush(): Promise<void> {
    const files = this.layout?.files.filter((file) => !file.isPadding) ?? [];
    const directories = new Set([this.directory]);
    for (const file of files) {
      const path = this.pathOf(file);
      await this.open.use(path, 'write', (handle) => finish(handle, file.length));
      for (let parent = dirname(path); parent.length > this.directory.length; parent = dirname(parent)) {
        directories.add(parent);
      }
    }
    for (const directory of directories) await syncDirectory(directory);
  }

  async closeFiles(): Promise<void> {
    await this.open.close();
  }

  put(index: number, bytes: Uint8Array, done: Done): void {
    this.write(index, bytes).then(() => done(null), done);
  }

  get(index: number, range: ChunkRange | null, done: ChunkRead): void {
    const offset = range?.offset ?? 0;
    const length = range?.length ?? this.lengthOf(index) - offset;
    this.read(index, offset, length).then((bytes) => done(null, bytes), done);
  }

  close(done: Done): void {
    this.closeFiles().then(() => done(null), done);
  }

  /** Closes only: the directory belongs to the session, which deletes it as a whole. */
  destroy(done: Done): void {
    this.close(done);
  }

  private lengthOf(piece: number): number {
    return this.layout === null ? 0 : lengthOfPiece(this.layout, piece);
  }

  private spans(piece: number, offset: number, length: number): FileSpan[] {
    if (this.layout === null) return [];
    return spansOf(this.layout.files, piece * this.layout.pieceLength + offset, length);
  }

  private pathOf(file: TorrentFile): string {
    return resolveInside(this.directory, ...file.path);
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
