import type { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import { ProviderError, toProviderError } from './provider.errors.js';
import { retryAfterMsOf } from './retry-after.js';

const MAX_BODY_BYTES = 5 * 1024 * 1024;
/** A backstop only: the caller's signal ends a request earlier. */
const MAX_REQUEST_MS = 120_000;

export interface ProviderAnswer {
  readonly status: number;
  readonly isOk: boolean;
  readonly body: string;
  readonly retryAfterMs: number | undefined;
}

/** Asks a configured service. Answers with any HTTP status; throws `ProviderError`, or the reason of the signal. */
export async function callProvider(
  fetch: SafeFetch,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  try {
    const response = await fetch.request(url, {
      signal,
      headers,
      allowPrivate: 'listed',
      maxBodyBytes: MAX_BODY_BYTES,
      timeoutMs: MAX_REQUEST_MS,
      // Meta indexers send the first byte when the last of their sites has answered.
      headersTimeoutMs: 0,
      bodyIdleTimeoutMs: 0,
    });
    const retryAfterMs = retryAfterMsOf(response.headers['retry-after'], Date.now());
    return { status: response.status, isOk: response.isOk, body: await response.text(), retryAfterMs };
  } catch (error) {
    if (signal.aborted && !(error instanceof ProviderError)) throw signal.reason;
    throw toProviderError(error);
  }
}

/** For an answer that says nothing beyond its status. */
export function errorOfStatus({
  status,
  retryAfterMs,
}: Pick<ProviderAnswer, 'status' | 'retryAfterMs'>): ProviderError {
  if (status === 401 || status === 403)
    return new ProviderError('PROVIDER_KEY_REFUSED', `The provider refused the API key (HTTP ${status})`);
  if (status === 429)
    return new ProviderError('PROVIDER_RATE_LIMITED', 'The provider asks to slow down (HTTP 429)', {
      retryAfterMs,
    });
  return new ProviderError('PROVIDER_FAILED', `The provider answered with HTTP ${status}`, {
    retryAfterMs,
    isTransient: status >= 500,
  });
}
