import { DomainError } from '../errors/domain-error.js';

/** An administrator switched this off. */
export class FeatureDisabledError extends DomainError {
  readonly code = 'FEATURE_DISABLED';
  readonly kind = 'forbidden';
  constructor(setting?: string) {
    super('An administrator switched this off', setting === undefined ? {} : { setting });
  }
}
