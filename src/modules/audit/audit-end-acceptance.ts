import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { AuditAnchor } from './audit-anchor.js';
import { AuditChainRepository } from './audit-chain.repository.js';
import { AuditLog } from './audit-log.js';
import { AuditChainIntactError } from './audit.errors.js';

/** The way on after the end of the chain was lost for a reason that people know: a new secret, a restored backup. */
@Injectable()
export class AuditEndAcceptance {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly chain: AuditChainRepository,
    private readonly anchor: AuditAnchor,
    private readonly audit: AuditLog,
  ) {}

  /** Signs the end as it is, queues unsealed rows, and records that someone did so. Altered rows stay broken. */
  async accept(reason: string): Promise<void> {
    const { mark } = this.anchor;
    const head = await this.uow.run(async () => {
      await this.chain.lock();
      const end = await this.chain.end();
      const problem = this.anchor.problemOf(end, mark);
      if (!problem) throw new AuditChainIntactError();
      const next = Math.max(end.head?.generation ?? 0, mark.generation) + 1;
      const signed = this.anchor.sign(end.last, next);
      await this.chain.saveHead(signed);
      const requeued = await this.chain.requeueUnsealed();
      await this.audit.record({
        action: 'audit_chain_end_accepted',
        resource: 'audit_log',
        oldValue: end.head && { position: end.head.position, sha256: end.head.hash, problem },
        newValue: { position: end.last.position, sha256: end.last.hash, problem, requeued, reason },
      });
      return signed;
    });
    this.anchor.remember(head);
  }
}
