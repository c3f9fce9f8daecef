import { DomainError } from '../../../common/errors/domain-error.js';

/** Enough for every program of one person; a leak that makes keys in a loop ends here. */
export const MAX_KEYS_PER_USER = 50;

export class ApiKeyLimitError extends DomainError {
  readonly code = 'API_KEY_LIMIT';
  readonly kind = 'conflict';
  constructor() {
    super(`You have ${MAX_KEYS_PER_USER} API keys: delete one first`, { limit: MAX_KEYS_PER_USER });
  }
}
