import { DomainError } from '../../common/errors/domain-error.js';

/** There is nothing to accept: the end of the chain is as it was signed. */
export class AuditChainIntactError extends DomainError {
  readonly code = 'AUDIT_CHAIN_INTACT';
  readonly kind = 'conflict';
  constructor() {
    super('The end of the audit chain is intact');
  }
}
