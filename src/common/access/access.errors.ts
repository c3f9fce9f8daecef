import { DomainError } from '../errors/domain-error.js';
import type { Scope } from './scope.js';

/** The API key was not given this right. */
export class InsufficientScopeError extends DomainError {
  readonly code = 'INSUFFICIENT_SCOPE';
  readonly kind = 'forbidden';
  constructor(scope?: Scope) {
    super('This API key lacks the scope for this', scope === undefined ? {} : { required_scope: scope });
  }
}

/** Keys work for programs; what keeps an account safe is left to the person. */
export class SessionRequiredError extends DomainError {
  readonly code = 'SESSION_REQUIRED';
  readonly kind = 'forbidden';
  constructor() {
    super("An API key can't do this: sign in");
  }
}

/** An administrator reset the password: the temporary one is good for choosing a new one only. */
export class PasswordChangeRequiredError extends DomainError {
  readonly code = 'PASSWORD_CHANGE_REQUIRED';
  readonly kind = 'forbidden';
  constructor() {
    super('Choose a new password first (PUT /api/v1/auth/password)');
  }
}

/** A browser's cookie came without the proof that our own page sent the request. */
export class CsrfTokenInvalidError extends DomainError {
  readonly code = 'CSRF_TOKEN_INVALID';
  readonly kind = 'forbidden';
  constructor() {
    super('X-CSRF-Token is missing, expired or not of this session (POST /api/v1/auth/csrf-token)');
  }
}
