import { DomainError } from '../../../common/errors/domain-error.js';
import { UpstreamTimeoutError, UpstreamUnreachableError } from '../../../common/fetch/fetch.errors.js';

export type ProviderProblem =
  | 'PROVIDER_TIMEOUT'
  | 'PROVIDER_UNREACHABLE'
  | 'PROVIDER_KEY_REFUSED'
  | 'PROVIDER_RATE_LIMITED'
  | 'PROVIDER_UNSUPPORTED'
  | 'PROVIDER_RESPONSE_INVALID'
  | 'PROVIDER_FAILED'
  // Not asked at all: it is left alone after failures, or has no turn left under its rate limit.
  | 'PROVIDER_PAUSED'
  | 'PROVIDER_BUSY';

interface ProviderErrorOptions extends ErrorOptions {
  /** How long the provider wants to be left alone, when it says. */
  readonly retryAfterMs?: number | undefined;
  /** Whether asking again at once may help. Unless given, it may when the provider is unreachable or failed. */
  readonly isTransient?: boolean;
}

/** Why a provider gave nothing. The message may be shown: it holds no URL and no key. */
export class ProviderError extends Error {
  readonly retryAfterMs: number | undefined;
  readonly isTransient: boolean;

  constructor(
    readonly code: ProviderProblem,
    message: string,
    options: ProviderErrorOptions = {},
  ) {
    super(message, options);
    this.name = 'ProviderError';
    this.retryAfterMs = options.retryAfterMs;
    this.isTransient = options.isTransient ?? ['PROVIDER_UNREACHABLE', 'PROVIDER_FAILED'].includes(code);
  }
}

/** What the HTTP client threw, as a problem of the provider; everything else stays as it is. */
export function toProviderError(error: unknown): unknown {
  if (error instanceof UpstreamTimeoutError) {
    return new ProviderError('PROVIDER_TIMEOUT', 'The provider did not answer in time', { cause: error });
  }
  if (error instanceof UpstreamUnreachableError) {
    return new ProviderError('PROVIDER_UNREACHABLE', `The provider cannot be reached (${error.reason})`, {
      cause: error,
    });
  }
  if (error instanceof DomainError) {
    return new ProviderError('PROVIDER_RESPONSE_INVALID', error.message, { cause: error });
  }
  return error;
}
