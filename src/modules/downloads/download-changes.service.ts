import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { AuditLog } from '../audit/index.js';
import { auditEntryOf } from './download-audit.js';
import { assertFilesExist, assertLimitsFit, assertPriority, limitsAfter } from './download-change.js';
import type { DownloadChange } from './download-change.js';
import type { Download } from './download.entity.js';
import { DownloadNudges } from './download-nudges.js';
import { effectOf } from './download-state.js';
import { conflictOf } from './downloads.errors.js';
import { DownloadsRepository } from './downloads.repository.js';
import { visibleTo } from './downloads.service.js';

/** Other priorities and limits for a download, and forgetting one that has ended. */
@Injectable()
export class DownloadChanges {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly downloads: DownloadsRepository,
    private readonly audit: AuditLog,
    private readonly nudges: DownloadNudges,
  ) {}

  /** A worker that runs it obeys within seconds. Asking for what is so already changes nothing. */
  async change(actor: Actor, id: string, change: DownloadChange): Promise<void> {
    await this.uow.run(async () => {
      const found = await this.locked(actor, id);
      if (effectOf('change', found.state, found.isSeeding) !== 'apply') throw conflictOf('change', found);
      assertLimitsFit(found.kind, change.limits);
      assertFilesExist(found, change.limits);
      const before = { priority: found.priority, limits: found.limits };
      const after = {
        priority: change.priority ?? found.priority,
        limits: limitsAfter(found.limits, change.limits),
      };
      assertPriority(actor, after.priority, found.priority);
      if (isDeepStrictEqual(after, before)) return;
      const changed = await this.downloads.update(id, after);
      const facts = { ...after, before };
      await this.audit.record(auditEntryOf('download_changed', changed, found.state, facts));
      await this.uow.afterCommit(() => this.nudges.toOwner(id));
    });
  }

  /**
   * Takes an ended download off the lists. What is in the library stays; what else is left of its files is deleted by a
   * worker, also what a cancelled one has kept.
   */
  async forget(actor: Actor, id: string): Promise<void> {
    await this.uow.run(async () => {
      const found = await this.locked(actor, id);
      if (effectOf('forget', found.state, found.isSeeding) !== 'apply') throw conflictOf('forget', found);
      await this.downloads.delete(id);
      await this.audit.record(auditEntryOf('download_forgotten', found, found.state));
      await this.uow.afterCommit(() => this.nudges.toOwner(id));
    });
  }

  private async locked(actor: Actor, id: string): Promise<Download> {
    const found = await this.downloads.lock(id, visibleTo(actor));
    if (!found) throw new NotFoundError('Download', id);
    return found;
  }
}
