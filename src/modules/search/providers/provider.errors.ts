import { DomainError } from '../../../common/errors/domain-error.js';
import { UpstreamTimeoutError, UpstreamUnreachableError } from '../../../common/fetch/fetch.errors.js';

export type ProviderProblem =
  | 'PROVIDER_TIMEOUT'
  | 'PROVIDER_UNREACHABLE'
  | 'PROVIDER_KEY_REFUSED'
  | 'PROVIDER_RATE_LIMITED'
  | 'PROVIDER_UNSUPPORTED'
  | 'PROVIDER_RESPONSE_INVALID'
  | 'PROVIDER_FAILED';

/** Why a provider gave nothing. The message may be shown: it holds no URL and no key. */
export class ProviderError extends Error {
  constructor(
    readonly code: ProviderProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ProviderError';
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
