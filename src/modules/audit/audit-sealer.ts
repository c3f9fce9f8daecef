import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Logger } from '../../common/logging/logger.js';
import { AuditAnchor } from './audit-anchor.js';
import type { StoredHead } from './audit-anchor.js';
import { AuditChainBrokenError } from './audit-chain-broken.error.js';
import { nextPoint } from './audit-chain.js';
import type { ChainPoint } from './audit-chain.js';
import { AuditChainRepository } from './audit-chain.repository.js';
import type { Link, PendingRow } from './audit-chain.repository.js';

const BATCH_SIZE = 2000;

function linksAfter(start: ChainPoint, rows: readonly PendingRow[]): Link[] {
  let previous = start;
  return rows.map((row) => {
    const { hash: previousHash } = previous;
    previous = nextPoint(previous, row);
    return { position: previous.position, auditId: row.id, previousHash, hash: previous.hash };
  });
}

/** Extends the chain over the rows that wait. One process at a time, in its own transactions: no writer waits for it. */
@Injectable()
export class AuditSealer {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly chain: AuditChainRepository,
    private readonly anchor: AuditAnchor,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Seals until nothing waits, or leaves it to the process that is already at it. */
  sealIfFree(): Promise<number> {
    return this.sealAll(() => this.chain.tryLock());
  }

  /** Seals everything that was committed before the call, waiting for its turn. Throws AuditChainBrokenError. */
  seal(): Promise<number> {
    return this.sealAll(async () => {
      await this.chain.lock();
      return true;
    });
  }

  private async sealAll(acquire: () => Promise<boolean>): Promise<number> {
    let total = 0;
    for (;;) {
      const sealed = await this.sealBatch(acquire);
      total += sealed;
      if (sealed < BATCH_SIZE) return total;
    }
  }

  private async sealBatch(acquire: () => Promise<boolean>): Promise<number> {
    const { mark } = this.anchor;
    const outcome = await this.uow.run(async () => {
      if (!(await acquire())) return null;
      const rows = await this.chain.pending(BATCH_SIZE);
      return rows.length === 0 ? null : { count: rows.length, head: await this.extend(rows, mark) };
    });
    if (!outcome) return 0;
    const { count, head } = outcome;
    this.anchor.remember(head);
    // The log is a copy of the head that whoever owns the database can't take back.
    this.logger.info({ position: head.position, hash: head.hash, rows: count }, 'Audit rows sealed');
    return count;
  }

  private async extend(
    rows: readonly PendingRow[],
    mark: AuditAnchor['mark'],
  ): Promise<Omit<StoredHead, 'sealedAt'>> {
    const end = await this.chain.end();
    const problem = this.anchor.problemOf(end, mark);
    if (problem) throw new AuditChainBrokenError(problem);
    const links = linksAfter(end.last, rows);
    await this.chain.append(links);
    await this.chain.dequeue(rows.map(({ ordinal }) => ordinal));
    const head = this.anchor.sign(links.at(-1) ?? end.last, end.head?.generation ?? 0);
    await this.chain.saveHead(head);
    return head;
  }
}
