import type { Duplex } from 'node:stream';
import { DownloadProxyError } from './http.errors.js';

/** Reads from a socket no more than it is asked for: what follows belongs to somebody else. */
export class ExactReader {
  private readonly socket: Duplex;

  constructor(socket: Duplex) {
    this.socket = socket;
  }

  /** So many bytes. Rejects when the socket ends before. */
  async bytes(count: number): Promise<Buffer> {
    for (;;) {
      const bytes: unknown = count === 0 ? Buffer.alloc(0) : this.socket.read(count);
      // At its end a stream hands out what it has, which may be less.
      if (Buffer.isBuffer(bytes) && bytes.length === count) return bytes;
      if (bytes !== null || this.socket.readableEnded || this.socket.destroyed)
        throw new DownloadProxyError('protocol');
      await this.readable();
    }
  }

  /** Everything up to and with an empty line, as Latin-1. Rejects when it is longer than `limit`. */
  async head(limit: number): Promise<string> {
    let head = '';
    while (!head.endsWith('\r\n\r\n')) {
      if (head.length >= limit) throw new DownloadProxyError('protocol');
      head += (await this.bytes(1)).toString('latin1');
    }
    return head;
  }

  private readable(): Promise<void> {
    const { socket } = this;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const fail = () => reject(new DownloadProxyError('protocol'));
    socket.once('readable', resolve).once('error', fail).once('close', fail);
    return promise.finally(() => socket.off('readable', resolve).off('error', fail).off('close', fail));
  }
}
