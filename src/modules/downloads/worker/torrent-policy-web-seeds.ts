import { Injectable } from '@nestjs/common';
import { DownloadFetch } from '../download-fetch.js';

const TIMEOUT_MS = 120_000;
const IDLE_TIMEOUT_MS = 30_000;

/** Fetches from the web servers that torrents name. They are named by strangers: only where people may download from. */
@Injectable()
export class WebSeedFetch {
  constructor(private readonly fetch: DownloadFetch) {}

  /** Bytes `start` to `end`, both inclusive, of the file at `url`. Rejects when the answer is anything else. */
  async range(url: string, start: number, end: number, signal: AbortSignal): Promise<Buffer> {
    const length = end - start + 1;
    const response = await this.fetch.client.request(url, {
      signal,
      allowPrivate: 'listed',
      headers: { range: `bytes=${start}-${end}` },
      maxBodyBytes: length,
      timeoutMs: TIMEOUT_MS,
      bodyIdleTimeoutMs: IDLE_TIMEOUT_MS,
    });
    if (!isAnswerTo(start, response.status, response.headers['content-range'])) {
      response.discard();
      throw new Error(`The web seed answered with HTTP ${response.status} instead of the range`);
    }
    const bytes = await response.bytes();
    if (bytes.length !== length) throw new Error('The web seed sent fewer bytes than it was asked for');
    return bytes;
  }
}

/** The whole file will do where it is no longer than the range; a longer one is cut off by the limit of the size. */
function isAnswerTo(start: number, status: number, contentRange = ''): boolean {
  if (status === 206) return contentRange === '' || contentRange.startsWith(`bytes ${start}-`);
  return status === 200 && start === 0;
}
