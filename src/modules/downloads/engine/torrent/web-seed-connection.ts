import { createHash } from 'node:crypto';
import Wire from 'bittorrent-protocol';
import type { BlockAnswer } from 'bittorrent-protocol';

/** Fetches bytes of the torrent: `start` to `start + length`. */
export type WebSeedRead = (start: number, length: number, signal: AbortSignal) => Promise<Uint8Array>;

export interface WebSeedOptions {
  readonly url: string;
  readonly pieceLength: number;
  readonly pieceCount: number;
  readonly read: WebSeedRead;
  onFailure(error: unknown): void;
}

/** Plays a peer that has everything, and gets what it is asked for from a web server. The first failure ends it. */
export class WebSeedConnection extends Wire {
  readonly connId: string;
  private readonly closing = new AbortController();
  private readonly given = new Set<number>();

  constructor(private readonly options: WebSeedOptions) {
    super();
    this.connId = options.url;
    this.setKeepAlive(true);
    this.once('handshake', (infoHash: string) => {
      this.handshake(infoHash, createHash('sha1').update(options.url).digest('hex'));
      this.bitfield(allOf(options.pieceCount));
    });
    this.once('interested', () => this.unchoke());
    this.once('close', () => this.closing.abort());
    this.on('request', (piece: number, offset: number, length: number, answer: BlockAnswer) => {
      this.given.add(piece);
      void this.answer(piece * options.pieceLength + offset, length, answer);
    });
  }

  /** Bytes of this piece that came from here were wrong, if any did: ends the connection then. */
  onBadPiece(piece: number): void {
    if (!this.given.has(piece) || this.closing.signal.aborted) return;
    this.fail(new Error('A web seed has other bytes than the torrent'));
  }

  private fail(error: unknown): void {
    this.options.onFailure(error);
    this.destroy();
  }

  private async answer(start: number, length: number, answer: BlockAnswer): Promise<void> {
    const { signal } = this.closing;
    try {
      const bytes = await this.options.read(start, length, signal);
      if (!signal.aborted) answer(null, bytes);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }
}

/** As peers write it: the first piece is the highest bit of the first byte. */
function allOf(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff);
  const rest = count % 8;
  if (rest > 0) bits[bits.length - 1] = (0xff << (8 - rest)) & 0xff;
  return bits;
}
