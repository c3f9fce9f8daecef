import { DomainError } from './domain-error.js';

/** The row does not exist, or the caller may not know that it does. */
export class NotFoundError extends DomainError {
  readonly code = 'NOT_FOUND';
  readonly kind = 'not_found';
  constructor(resource: string, id?: string) {
    super(`${resource} not found`, id === undefined ? {} : { id });
  }
}

export class ValidationError extends DomainError {
  readonly code = 'VALIDATION_ERROR';
  readonly kind = 'invalid';
}

/** A body that is not JSON; nobody would read it. */
export class UnsupportedMediaTypeError extends DomainError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  readonly kind = 'unsupported_media_type';
  constructor() {
    super('Send the body as JSON, with Content-Type: application/json');
  }
}

export class MissingTokenError extends DomainError {
  readonly code = 'MISSING_TOKEN';
  readonly kind = 'unauthenticated';
  constructor() {
    super('Sign in first: the Authorization header is missing');
  }
}

export class InvalidTokenError extends DomainError {
  readonly code = 'INVALID_TOKEN';
  readonly kind = 'unauthenticated';
  constructor(message = 'The token is invalid or expired') {
    super(message);
  }
}

export class UnauthorizedError extends DomainError {
  readonly code = 'UNAUTHORIZED';
  readonly kind = 'unauthenticated';
}

export class ForbiddenError extends DomainError {
  readonly code = 'FORBIDDEN';
  readonly kind = 'forbidden';
  constructor(message = 'You may not do this') {
    super(message);
  }
}

export class DatabaseUnavailableError extends DomainError {
  readonly code = 'DATABASE_ERROR';
  readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('The database does not answer; try again shortly', {}, options);
  }
}

export class QueueUnavailableError extends DomainError {
  readonly code = 'QUEUE_ERROR';
  readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('The job queue does not answer; try again shortly', {}, options);
  }
}
