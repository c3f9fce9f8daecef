import { DomainError } from './domain-error.js';

/** Too many requests of one kind. `retryAfter` is in whole seconds, at least 1. */
export class RateLimitedError extends DomainError {
  readonly code = 'RATE_LIMIT_EXCEEDED';
  readonly kind = 'rate_limited';
  readonly retryAfter: number;

  constructor(waitMs = 1000, message = 'Rate limit exceeded', details: Record<string, unknown> = {}) {
    const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
    super(message, { ...details, retry_after: retryAfter });
    this.retryAfter = retryAfter;
  }
}
