import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import type { SafeResponse } from '../../../../common/fetch/safe-response.js';
import type { HttpSource } from '../download-source.js';
import type { ByteSpan, Validator } from './remote-file.js';

const MAX_REDIRECTS = 10;

/** Asks for the file of one source, or for parts of it. */
export class HttpRequests {
  constructor(
    private readonly source: HttpSource,
    private readonly client: SafeFetch,
  ) {}

  /**
   * The answer, of whatever status, its body unread. `span` asks for a part: to the end of the file when its end is
   * infinite; with `validator` only as long as the file is that version. Throws what SafeFetch throws.
   */
  send(span: ByteSpan | null, validator: Validator | null, signal: AbortSignal): Promise<SafeResponse> {
    const { transfer, url } = this.source;
    return this.client.request(url, {
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        ...(transfer.userAgent === null ? {} : { 'user-agent': transfer.userAgent }),
        ...(span === null ? {} : { range: rangeOf(span) }),
        ...(span === null || validator === null ? {} : { 'if-range': validator.value }),
      },
      signal,
      timeoutMs: 0,
      connectTimeoutMs: transfer.connectTimeoutSeconds * 1000,
      headersTimeoutMs: transfer.readTimeoutSeconds * 1000,
      maxBodyBytes: Infinity,
      maxRedirects: MAX_REDIRECTS,
      // The client's list has nothing but the origins that people may download from.
      allowPrivate: 'listed',
    });
  }
}

function rangeOf({ start, end }: ByteSpan): string {
  return end === Infinity ? `bytes=${start}-` : `bytes=${start}-${end - 1}`;
}
