import { NotFoundError } from '../../../../common/errors/common.errors.js';
import {
  TmdbKeyRefusedError,
  TmdbRateLimitedError,
  TmdbResponseInvalidError,
  TmdbTimeoutError,
  TmdbUnconfiguredError,
  TmdbUnreachableError,
} from '../../../tmdb/index.js';
import { ProviderError } from '../provider.errors.js';

/** What the client of TMDB threw, as a problem of the provider; everything else stays as it is. */
export function toProviderProblem(error: unknown): unknown {
  if (error instanceof TmdbRateLimitedError) {
    const options = { cause: error, retryAfterMs: error.retryAfter * 1000 };
    return new ProviderError('PROVIDER_RATE_LIMITED', error.message, options);
  }
  if (error instanceof TmdbTimeoutError) {
    return new ProviderError('PROVIDER_TIMEOUT', error.message, { cause: error });
  }
  if (error instanceof TmdbUnreachableError) {
    return new ProviderError('PROVIDER_UNREACHABLE', error.message, { cause: error });
  }
  if (error instanceof TmdbKeyRefusedError) {
    return new ProviderError('PROVIDER_KEY_REFUSED', error.message, { cause: error });
  }
  if (error instanceof TmdbResponseInvalidError) {
    return new ProviderError('PROVIDER_RESPONSE_INVALID', error.message, { cause: error });
  }
  if (error instanceof TmdbUnconfiguredError) {
    return new ProviderError('PROVIDER_FAILED', error.message, { cause: error, isTransient: false });
  }
  return error;
}

/** As `work`, with TMDB's problems as the provider's. */
export async function asProvider<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toProviderProblem(error);
  }
}

/** As `work`, or null where TMDB doesn't know the id. */
export async function unlessUnknown<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}
