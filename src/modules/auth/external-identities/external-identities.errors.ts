import { DomainError } from '../../../common/errors/domain-error.js';

/** This way to sign in is not configured: as if its routes did not exist. */
export class SignInMethodOffError extends DomainError {
  readonly code = 'SIGN_IN_METHOD_OFF';
  readonly kind = 'not_found';
  constructor() {
    super('This way to sign in is not set up on this server');
  }
}

/** Signed in there, but nobody here has linked that account. */
export class AccountNotLinkedError extends DomainError {
  readonly code = 'ACCOUNT_NOT_LINKED';
  readonly kind = 'forbidden';
  constructor() {
    super('No account here is linked to yours there: sign in as usual, then link it');
  }
}

export class AccountInactiveError extends DomainError {
  readonly code = 'ACCOUNT_INACTIVE';
  readonly kind = 'forbidden';
  constructor() {
    super('This account may not sign in');
  }
}

/** Somebody else's account here is linked to it. */
export class IdentityTakenError extends DomainError {
  readonly code = 'IDENTITY_TAKEN';
  readonly kind = 'conflict';
  constructor() {
    super('That account is linked to another one here');
  }
}

/** One account of each issuer, so that it is clear which one acts for a person. */
export class IdentityExistsError extends DomainError {
  readonly code = 'IDENTITY_EXISTS';
  readonly kind = 'conflict';
  constructor() {
    super('Your account is linked to another one there: unlink that one first');
  }
}

/** Without it, nobody could sign in to the account any more. */
export class LastSignInMethodError extends DomainError {
  readonly code = 'LAST_SIGN_IN_METHOD';
  readonly kind = 'conflict';
  constructor() {
    super(
      'This is the only way to sign in to your account: link another account or have a password set first',
    );
  }
}
