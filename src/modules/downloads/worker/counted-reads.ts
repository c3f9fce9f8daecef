import type { Readable } from 'node:stream';
import type { ReadableDownload } from '../engine/byte-server.js';
import type { DownloadFile, DownloadSession } from '../engine/download-kind.js';

/** Hands out a session's bytes and knows whether somebody is reading, so that it need not end under a player. */
export class CountedReads implements ReadableDownload {
  private open = 0;
  private onIdle: (() => void) | null = null;

  constructor(private readonly session: DownloadSession) {}

  files(): DownloadFile[] {
    return this.session.files();
  }

  read(index: number, start: number, end: number, signal?: AbortSignal): Readable {
    const stream = this.session.read(index, start, end, signal);
    this.open += 1;
    stream.once('close', () => {
      this.open -= 1;
      if (this.open === 0) this.onIdle?.();
    });
    return stream;
  }

  /** Resolves when nobody reads, at the latest after `maxMs`. Rejects with the signal's reason. */
  async idle(maxMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.open === 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => reject(signal.reason);
    const timer = setTimeout(resolve, maxMs);
    this.onIdle = resolve;
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }
}
