import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamBodyTooLargeError } from '../../../../common/fetch/fetch.errors.js';
import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import type { SafeRequestOptions } from '../../../../common/fetch/fetch-options.js';
import type { ResponseHead, SafeResponse } from '../../../../common/fetch/safe-response.js';
import type { TransferOptions } from '../download-source.js';
import { DownloadHttpStatusError, httpErrorOf, isRetryable } from '../http/http.errors.js';
import { statusError } from '../http/remote-file.js';
import { backoffMs } from '../http/retry-delay.js';
import { GalleryPageTooLargeError } from './gallery.errors.js';
import { decodeHtml } from './html-charset.js';
import type { HostPacing } from './host-pacing.js';
import { isHtml, mediaTypeOf } from './media-type.js';
import { categoryOf } from './page-links.js';

const MAX_PAGE_BYTES = 10 * 1024 * 1024;
const PAGE_TIMEOUT_MS = 120_000;
const MAX_REDIRECTS = 10;

/** What an address turned out to be. Its URL is the one after redirects. */
export type Landing =
  { readonly kind: 'page'; readonly url: URL; readonly html: string } | { readonly kind: 'file' };

export interface PageFetchOptions {
  readonly client: SafeFetch;
  readonly transfer: TransferOptions;
  readonly pacing: HostPacing;
  onWarning(error: Error): void;
}

/** Asks for pages, and for what servers say about files. Throws errors of ours, or the signal's reason. */
export class PageFetch {
  constructor(private readonly options: PageFetchOptions) {}

  /** The page, or that it is a file: then its bytes stay where they are. Tries again as the transfer options say. */
  async page(url: string, signal: AbortSignal): Promise<Landing> {
    const { transfer, onWarning } = this.options;
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.land(url, signal);
      } catch (cause) {
        signal.throwIfAborted();
        const error = pageErrorOf(cause);
        if (!isRetryable(error) || failures > transfer.maxRetries) throw error;
        onWarning(error);
        const retryAfterMs = error instanceof DownloadHttpStatusError ? error.retryAfterMs : null;
        const intervalMs = transfer.retryIntervalSeconds * 1000;
        await sleep(backoffMs({ intervalMs, failures, retryAfterMs }), undefined, { signal });
      }
    }
  }

  /** What the server says about a file, null when it does not tell without sending it. */
  async head(url: string, signal: AbortSignal): Promise<Pick<ResponseHead, 'headers' | 'url'> | null> {
    const response = await this.send(
      url,
      { method: 'HEAD', headers: { 'accept-encoding': 'identity' } },
      signal,
    );
    response.discard();
    return response.isOk ? response : null;
  }

  private async land(url: string, signal: AbortSignal): Promise<Landing> {
    const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';
    const response = await this.send(url, { headers: { accept } }, signal);
    if (!response.isOk) {
      response.discard();
      throw statusError(response);
    }
    if (!isPage(response)) {
      response.discard();
      return { kind: 'file' };
    }
    const html = decodeHtml(await response.bytes(), response.headers['content-type']);
    return { kind: 'page', url: response.url, html };
  }

  private async send(url: string, options: SafeRequestOptions, signal: AbortSignal): Promise<SafeResponse> {
    const { client, transfer, pacing } = this.options;
    await pacing.turn(new URL(url).host, signal);
    const agent: Record<string, string> =
      transfer.userAgent === null ? {} : { 'user-agent': transfer.userAgent };
    return client.request(url, {
      ...options,
      headers: { ...options.headers, ...agent },
      signal,
      timeoutMs: PAGE_TIMEOUT_MS,
      connectTimeoutMs: transfer.connectTimeoutSeconds * 1000,
      headersTimeoutMs: transfer.readTimeoutSeconds * 1000,
      bodyIdleTimeoutMs: transfer.readTimeoutSeconds * 1000,
      maxBodyBytes: MAX_PAGE_BYTES,
      maxRedirects: MAX_REDIRECTS,
      // The client's list has nothing but the origins that people may download from.
      allowPrivate: 'listed',
    });
  }
}

/** Where the server does not say what it sends, the name has to tell. */
function isPage({ headers, url }: SafeResponse): boolean {
  const type = mediaTypeOf(headers['content-type']);
  return type === '' ? categoryOf(url) === null : isHtml(type);
}

function pageErrorOf(error: unknown): Error {
  if (error instanceof UpstreamBodyTooLargeError)
    return new GalleryPageTooLargeError(MAX_PAGE_BYTES, { cause: error });
  return httpErrorOf(error);
}
