import { DomainError } from '../../common/errors/domain-error.js';
import type { SearchStatus } from './search.entity.js';

/** Only a search that is under way can be cancelled. */
export class SearchEndedError extends DomainError {
  readonly code = 'SEARCH_ENDED';
  readonly kind = 'conflict';
  constructor(status: SearchStatus) {
    super(`The search is ${status}: there is nothing to cancel`, { status });
  }
}

/** One person's searches must not be everybody's wait. */
export class SearchLimitReachedError extends DomainError {
  readonly code = 'SEARCH_LIMIT_REACHED';
  readonly kind = 'rate_limited';
  constructor(limit: number) {
    super(`You may have ${limit} searches under way at once; wait for one to end, or cancel one`, { limit });
  }
}
