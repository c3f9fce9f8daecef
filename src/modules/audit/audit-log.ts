import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { insertAuditEntry } from './insert-audit-entry.js';
import type { AuditEntry } from './insert-audit-entry.js';

/** Writes the audit trail: who did what to what, from where. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /** Commits or vanishes with the change it tells of. Throws outside a transaction. */
  async record(entry: AuditEntry): Promise<void> {
    if (!this.uow.isOpen) throw new Error(`Audit entry ${entry.action} was recorded outside a transaction`);
    await insertAuditEntry(this.uow.manager, entry);
  }

  /** For refusals: stays, whatever becomes of the transaction around it. */
  async recordAlone(entry: AuditEntry): Promise<void> {
    await insertAuditEntry(this.dataSource.manager, entry);
  }
}
