import type { Readable } from 'node:stream';
import { openBody } from './body-stream.js';
import type { Exchange } from './exchange.js';
import { UpstreamBodyTooLargeError, UpstreamResponseError } from './fetch.errors.js';
import type { SafeRequestLimits } from './fetch-options.js';

export interface ResponseHead {
  readonly status: number;
  /** Lower-case names; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. May carry secrets: log it through `redactUrl` only. */
  readonly url: URL;
  /** False for HEAD, 204 and 304, whose headers describe a body that does not come. */
  readonly hasBody: boolean;
}

/** An answer whose body is read once, by one of its methods, within the limits of the request; else `discard` it. */
export class SafeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: URL;
  private isRead = false;

  constructor(
    private readonly head: ResponseHead,
    private readonly source: Readable,
    private readonly exchange: Exchange,
    private readonly limits: SafeRequestLimits,
  ) {
    this.status = head.status;
    this.headers = head.headers;
    this.url = head.url;
    // An abort must not surface as an unhandled event while nobody reads yet.
    source.on('error', () => undefined);
    source.once('close', () => exchange.end());
  }

  get isOk(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The decoded body. Refuses what announces more than the limit; fails when it turns out to be more. */
  stream(): Readable {
    if (this.isRead) throw new Error('The body has already been read');
    this.isRead = true;
    try {
      this.assertAnnouncedSize();
      return openBody(this.source, {
        contentEncoding: this.isEmpty ? undefined : this.headers['content-encoding'],
        maxBytes: this.limits.maxBodyBytes,
        idleTimeoutMs: this.limits.bodyIdleTimeoutMs,
        onEnd: () => this.exchange.end(),
      });
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  async bytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.stream()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Decoded by the charset of the Content-Type, else as UTF-8. */
  async text(): Promise<string> {
    return decodeText(await this.bytes(), this.headers['content-type']);
  }

  async json(): Promise<unknown> {
    const text = await this.text();
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch (error) {
      throw new UpstreamResponseError('invalid_json', { cause: error });
    }
  }

  /** The body as it comes over the wire: neither decoded nor watched nor capped, all of which is the caller's to do. */
  raw(): Readable {
    if (this.isRead) throw new Error('The body has already been read');
    this.isRead = true;
    return this.source;
  }

  /** Gives the connection up without reading. */
  discard(): void {
    this.isRead = true;
    this.source.destroy();
    this.exchange.end();
  }

  private get isEmpty(): boolean {
    return !this.head.hasBody || this.headers['content-length'] === '0';
  }

  private assertAnnouncedSize(): void {
    const announced =
      this.isEmpty || this.headers['content-encoding'] ? 0 : Number(this.headers['content-length'] ?? 0);
    if (announced > this.limits.maxBodyBytes) throw new UpstreamBodyTooLargeError(this.limits.maxBodyBytes);
  }
}

function decodeText(bytes: Uint8Array, contentType = ''): string {
  const label = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes); // a charset nobody knows: UTF-8 is the likeliest
  }
}
