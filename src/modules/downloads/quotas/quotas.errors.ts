import { DomainError } from '../../../common/errors/domain-error.js';

export class QuotaExceededError extends DomainError {
  readonly code = 'QUOTA_EXCEEDED';
  readonly kind = 'forbidden';
  constructor(quota: 'daily' | 'stored', limitBytes: number, usedBytes: number) {
    const what =
      quota === 'daily'
        ? 'Your downloads have received what they may within 24 hours'
        : 'Your downloads occupy as much as they may; delete something first';
    super(what, { quota, limit_bytes: limitBytes, used_bytes: usedBytes });
  }
}
