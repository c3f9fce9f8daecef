const MAX_BACKOFF_MS = 60_000;
const MAX_RETRY_AFTER_MS = 5 * 60_000;

/** Milliseconds that a Retry-After header asks for, five minutes at most; null when it says nothing readable. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(MAX_RETRY_AFTER_MS, Number(text) * 1000);
  // Only a real date: Date.parse takes half a word and a number for one.
  const at = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.min(MAX_RETRY_AFTER_MS, Math.max(0, at - now));
}

export interface Backoff {
  readonly intervalMs: number;
  /** How often it has failed, from 1. */
  readonly failures: number;
  /** What the server asked for; null when it said nothing. */
  readonly retryAfterMs: number | null;
}

/** Exponential back-off with full jitter, so that clients that failed together do not come back together. */
export function backoffMs({ intervalMs, failures, retryAfterMs }: Backoff, random = Math.random): number {
  const most = Math.min(MAX_BACKOFF_MS, intervalMs * 2 ** Math.min(30, failures - 1));
  return Math.round(Math.max(retryAfterMs ?? 0, random() * most));
}
