import { DomainError } from '../../../common/errors/domain-error.js';

/** Not 401: the caller is signed in, and a client that signs in again on 401 would loop. */
export class CurrentPasswordInvalidError extends DomainError {
  readonly code = 'CURRENT_PASSWORD_INVALID';
  readonly kind = 'forbidden';
  constructor() {
    super('The current password is wrong');
  }
}
