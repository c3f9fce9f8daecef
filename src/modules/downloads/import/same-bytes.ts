import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;

/** Whether two files are the same to the last byte. Rejects with the signal's reason. */
export async function haveSameBytes(one: string, other: string, signal: AbortSignal): Promise<boolean> {
  const a = await open(one);
  try {
    const b = await open(other);
    try {
      return await compare(a, b, signal);
    } finally {
      await b.close();
    }
  } finally {
    await a.close();
  }
}

async function compare(a: FileHandle, b: FileHandle, signal: AbortSignal): Promise<boolean> {
  const chunks = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  for (let position = 0; ;) {
    signal.throwIfAborted();
    const [left, right] = await Promise.all([fill(a, chunks[0], position), fill(b, chunks[1], position)]);
    if (!left.equals(right)) return false;
    if (left.length === 0) return true;
    position += left.length;
  }
}

/** As many bytes as fit, fewer only at the end of the file. */
async function fill(file: FileHandle, chunk: Buffer, position: number): Promise<Buffer> {
  let length = 0;
  while (length < chunk.length) {
    const { bytesRead } = await file.read(chunk, length, chunk.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return chunk.subarray(0, length);
}
