import { DomainError } from '../../../common/errors/domain-error.js';

/** Afterwards nobody could administer any more. */
export class LastAdministratorError extends DomainError {
  readonly code = 'LAST_ADMINISTRATOR';
  readonly kind = 'conflict';
  constructor() {
    super('This is the only active administrator: make someone else one first');
  }
}
