import { pipeline, Transform } from 'node:stream';
import type { Readable, TransformCallback } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { UpstreamBodyTooLargeError, UpstreamResponseError, UpstreamTimeoutError } from './fetch.errors.js';
import { translateFetchError } from './translate-error.js';

export interface BodyRules {
  readonly contentEncoding: string | undefined;
  readonly maxBytes: number;
  readonly idleTimeoutMs: number;
  readonly onEnd: () => void;
}

/** The decoded body, watched and capped. Destroying it closes the connection; it reads no faster than it is read. */
export function openBody(source: Readable, rules: BodyRules): Readable {
  const decoder = createDecoder(rules.contentEncoding);
  const output = new CappedOutput(rules.maxBytes);
  output.once('close', rules.onEnd);
  const stages = [source, new IdleGuard(rules.idleTimeoutMs), ...(decoder ? [decoder] : []), output];
  // The error reaches the consumer through `output`; without a listener here it would end the process after an abort.
  pipeline(stages, () => undefined);
  output.on('error', () => undefined);
  return output;
}

/** One layer only: stacked encodings serve nobody but makers of decompression bombs. */
function createDecoder(contentEncoding = ''): Transform | undefined {
  switch (contentEncoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return createUnzip();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new UpstreamResponseError('encoding');
  }
}

/** Fails when the server sends nothing for too long while there was room to take it. */
class IdleGuard extends Transform {
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(idleMs: number) {
    super();
    if (idleMs > 0) this.timer = setTimeout(() => this.judge(), idleMs).unref();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.timer?.refresh();
    callback(null, chunk);
  }

  override _flush(callback: TransformCallback): void {
    clearTimeout(this.timer);
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.timer);
    callback(error);
  }

  private judge(): void {
    if (this.readableLength > 0) this.timer?.refresh();
    else this.destroy(new UpstreamTimeoutError('body'));
  }
}

class CappedOutput extends Transform {
  private receivedBytes = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.receivedBytes += chunk.length;
    if (this.receivedBytes > this.maxBytes) callback(new UpstreamBodyTooLargeError(this.maxBytes));
    else callback(null, chunk);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    callback(error && translateFetchError(error));
  }
}
