import { DomainError } from '../../common/errors/domain-error.js';

/** The same answer for an unknown name, a wrong password and an account that may not sign in. */
export class CredentialsInvalidError extends DomainError {
  readonly code = 'UNAUTHORIZED';
  readonly kind = 'unauthenticated';
  constructor() {
    super('Username or password is wrong');
  }
}

export class UserExistsError extends DomainError {
  readonly code = 'USER_EXISTS';
  readonly kind = 'conflict';
  constructor() {
    super('This username or e-mail address is taken');
  }
}
