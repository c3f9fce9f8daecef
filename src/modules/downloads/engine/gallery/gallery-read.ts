import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, addAbortSignal } from 'node:stream';
import { DownloadRangeError } from '../engine.errors.js';
import type { FileTransfers } from './file-transfers.js';
import type { GalleryFile } from './gallery-files.js';

export interface GalleryRead {
  readonly file: GalleryFile;
  readonly directory: string;
  readonly transfers: FileTransfers;
  /** Bytes, both inclusive. */
  readonly start: number;
  readonly end: number;
}

/** Bytes of a file: from the disk when it is there, else as they come, once its turn has come. */
export function readGalleryFile(read: GalleryRead, signal?: AbortSignal): Readable {
  const stream = Readable.from(bytesOf(read, signal), { objectMode: false });
  return signal ? addAbortSignal(signal, stream) : stream;
}

async function* bytesOf(read: GalleryRead, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const { file, directory, transfers, start, end } = read;
  const session = file.state === 'done' ? null : await (await transfers.of(file)).readable;
  if (!isRangeOf(file.sizeBytes, start, end)) throw new DownloadRangeError();
  const source: AsyncIterable<Buffer> = session
    ? session.read(0, start, end, signal)
    : createReadStream(join(directory, file.name), { start, end });
  yield* source;
}

function isRangeOf(size: number | null, start: number, end: number): boolean {
  if (size === null || !Number.isInteger(start) || !Number.isInteger(end)) return false;
  return start >= 0 && start <= end && end < size;
}
