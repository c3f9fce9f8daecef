import { DomainError } from '../../common/errors/domain-error.js';

export class TmdbUnconfiguredError extends DomainError {
  readonly code = 'TMDB_UNCONFIGURED';
  readonly kind = 'unavailable';
  constructor() {
    super('TMDB is not set up: SOKOUL_TMDB_API_KEY is missing');
  }
}

/** TMDB could not be asked, or had trouble of its own. */
export class TmdbUnreachableError extends DomainError {
  readonly code = 'TMDB_UNREACHABLE';
  readonly kind = 'upstream';
  constructor(reason: string, options?: ErrorOptions) {
    super('TMDB cannot be reached', { reason }, options);
  }
}

export class TmdbTimeoutError extends DomainError {
  readonly code = 'TMDB_TIMEOUT';
  readonly kind = 'upstream';
  constructor(options?: ErrorOptions) {
    super('TMDB did not answer in time', {}, options);
  }
}

export class TmdbKeyRefusedError extends DomainError {
  readonly code = 'TMDB_KEY_REFUSED';
  readonly kind = 'upstream';
  constructor() {
    super('TMDB refuses the API key');
  }
}

/** TMDB asks to slow down. `retryAfter` is in whole seconds, at least 1. */
export class TmdbRateLimitedError extends DomainError {
  readonly code = 'TMDB_RATE_LIMITED';
  readonly kind = 'unavailable';
  constructor(readonly retryAfter: number) {
    super('TMDB asks to slow down', { retry_after: retryAfter });
  }
}

/** TMDB, or something in between, answered with what cannot be understood. `reason` holds no part of the answer. */
export class TmdbResponseInvalidError extends DomainError {
  readonly code = 'TMDB_RESPONSE_INVALID';
  readonly kind = 'upstream';
  constructor(reason: string, options?: ErrorOptions) {
    super('The answer of TMDB cannot be understood', { reason }, options);
  }
}
