import { DomainError } from '../../../common/errors/domain-error.js';

export class SigningKeyGivenError extends DomainError {
  readonly code = 'SIGNING_KEY_GIVEN';
  readonly kind = 'conflict';
  constructor() {
    super('The signing key is given by SOKOUL_JWT_PRIVATE_KEY_FILE: put the next key first in that file');
  }
}
