import { setTimeout as sleep } from 'node:timers/promises';
import type { FetchContext } from './fetch-context.js';
import { DownloadHttpStatusError, isRetryable } from './http.errors.js';
import { backoffMs } from './retry-delay.js';

/** An attempt that brought so much was worth it: the count of failures begins anew. */
const WORTH_BYTES = 64 * 1024;

/** Counts the failures of one connection and waits between them. */
export class Retries {
  private failures = 0;

  constructor(private readonly context: FetchContext) {}

  /** Whether it is worth another try after `error`, in an attempt that brought so many bytes. */
  allows(error: Error, bytes: number): boolean {
    if (bytes >= WORTH_BYTES) this.failures = 0;
    this.failures += 1;
    return isRetryable(error) && this.failures <= this.context.source.transfer.maxRetries;
  }

  succeed(): void {
    this.failures = 0;
  }

  /** Waits before the next try. Rejects when `signal` ends it. */
  async pause(error: Error, signal: AbortSignal): Promise<void> {
    this.context.onWarning(error);
    const retryAfterMs = error instanceof DownloadHttpStatusError ? error.retryAfterMs : null;
    const intervalMs = this.context.source.transfer.retryIntervalSeconds * 1000;
    await sleep(backoffMs({ intervalMs, failures: this.failures, retryAfterMs }), undefined, { signal });
  }
}
