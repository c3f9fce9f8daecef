import type { BreakReason } from './audit-break.js';

/** The sealer does not extend a chain whose end is not the one that was signed. */
export class AuditChainBrokenError extends Error {
  constructor(readonly reason: BreakReason) {
    super(`The audit chain can't be extended: ${reason}`);
    this.name = 'AuditChainBrokenError';
  }
}
