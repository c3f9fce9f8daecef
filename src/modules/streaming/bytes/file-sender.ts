import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { BLOCK_BYTES, returnBlock, takeBlock } from './block-pool.js';
import { ClientGoneError } from './client-gone.error.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

/** Resolves when the kernel has taken the bytes, so that their buffer may be used again. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (response.closed || response.destroyed) return reject(new ClientGoneError());
    // A write that waits for a client that left is not always called back.
    const onClose = () => reject(new ClientGoneError());
    response.once('close', onClose);
    response.write(bytes, (error) => {
      response.off('close', onClose);
      if (error) reject(new ClientGoneError({ cause: error }));
      else resolve();
    });
  });
}

/**
 * Sends a range of an open file and ends the response; one block is in memory at a time, whatever the client's pace.
 * Rejects with ClientGoneError when the client leaves, and when the file is shorter than it was.
 */
export async function sendFile(
  handle: FileHandle,
  { start, end }: ByteRange,
  response: ServerResponse,
): Promise<void> {
  const block = takeBlock(Math.min(BLOCK_BYTES, end + 1 - start));
  for (let position = start; position <= end;) {
    const { bytesRead } = await handle.read(block, 0, Math.min(block.length, end + 1 - position), position);
    if (bytesRead === 0) throw new Error(`The file ended at byte ${position}; ${end + 1} were expected`);
    // After a failed write the block may still be in use: it is left to the garbage collector.
    await write(response, block.subarray(0, bytesRead));
    position += bytesRead;
  }
  returnBlock(block);
  response.end();
}
