import { DomainError } from '../../../common/errors/domain-error.js';

/** The download is complete, but can't enter the library. Its files are kept. */
export class ImportFailedError extends DomainError {
  readonly code = 'IMPORT_FAILED';
  readonly kind = 'invalid';
}
