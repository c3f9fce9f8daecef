import { DomainError } from '../../../common/errors/domain-error.js';

/** No such sign-in is under way in this browser: never begun here, expired, or finished before. */
export class SignInAttemptInvalidError extends DomainError {
  readonly code = 'SIGN_IN_ATTEMPT_INVALID';
  readonly kind = 'invalid';
  constructor() {
    super('This sign-in was not begun in this browser, has expired, or was finished before: begin again');
  }
}

/** The issuer said no, or what it answered doesn't prove anything. `reason` is its error code or ours. */
export class OidcRefusedError extends DomainError {
  readonly code = 'OIDC_REFUSED';
  readonly kind = 'unauthenticated';
  constructor(reason = 'invalid_response', options?: ErrorOptions) {
    super('The sign-in at the issuer did not succeed', { reason }, options);
  }
}

export class OidcIssuerUnavailableError extends DomainError {
  readonly code = 'OIDC_ISSUER_UNAVAILABLE';
  readonly kind = 'unavailable';
  constructor(options?: ErrorOptions) {
    super('The issuer does not answer as it should; try again shortly', {}, options);
  }
}

export class ExchangeCodeInvalidError extends DomainError {
  readonly code = 'EXCHANGE_CODE_INVALID';
  readonly kind = 'unauthenticated';
  constructor() {
    super('The code is unknown, expired, used before, or not of this verifier');
  }
}
