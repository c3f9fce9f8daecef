import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';

/** No byte came for too long. A reader that is slow itself is not a stall. */
export class ReadStalledError extends Error {
  override readonly name = 'ReadStalledError';

  constructor() {
    super('Waited too long for the next bytes of the download');
  }
}

/**
 * Sends a stream no faster than the other side takes it, and ends the response. Returns quietly when the other side
 * leaves. Rejects when the stream fails, and after `stallTimeoutMs` in which the stream had nothing. The stream is
 * destroyed in every case.
 */
export async function sendBytes(
  bytes: Readable,
  response: ServerResponse,
  stallTimeoutMs: number,
): Promise<void> {
  const gone = new AbortController();
  const onClose = () => {
    gone.abort();
    bytes.destroy();
  };
  response.once('close', onClose);
  try {
    const chunks: AsyncIterator<Uint8Array> = bytes[Symbol.asyncIterator]();
    for (;;) {
      const next = await orStall(chunks.next(), stallTimeoutMs);
      if (next.done === true) break;
      if (!response.write(next.value)) await once(response, 'drain', { signal: gone.signal });
    }
    response.end();
  } catch (error) {
    if (!response.closed) throw error;
  } finally {
    response.off('close', onClose);
    bytes.destroy();
  }
}

async function orStall<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const stall = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ReadStalledError()), timeoutMs);
  });
  try {
    return await Promise.race([promise, stall]);
  } finally {
    clearTimeout(timer);
  }
}
