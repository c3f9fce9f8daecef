import { DomainError } from '../../../common/errors/domain-error.js';

export class QualityProfileExistsError extends DomainError {
  readonly code = 'QUALITY_PROFILE_EXISTS';
  readonly kind = 'conflict';
  constructor(name?: string) {
    super('A quality profile has this name already', name === undefined ? {} : { field: 'name', name });
  }
}

/** The built-in profiles are what preferences stand for, and what searches fall back to. */
export class QualityProfileBuiltInError extends DomainError {
  readonly code = 'QUALITY_PROFILE_BUILT_IN';
  readonly kind = 'conflict';
  constructor(key: string | null = null) {
    super('A built-in quality profile can be changed but not deleted', { key });
  }
}

/** Only the built-in profiles have a state that they were delivered in. */
export class QualityProfileNotBuiltInError extends DomainError {
  readonly code = 'QUALITY_PROFILE_NOT_BUILT_IN';
  readonly kind = 'conflict';
  constructor() {
    super('Only built-in quality profiles can be reset');
  }
}
