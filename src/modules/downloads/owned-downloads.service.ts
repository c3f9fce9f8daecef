import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Outbox } from '../../common/events/outbox.js';
import { AuditLog } from '../audit/index.js';
import { auditEntryOf } from './download-audit.js';
import { DownloadAvailability } from './download-availability.js';
import type { Download } from './download.entity.js';
import { DownloadNudges } from './download-nudges.js';
import { ACTIVE_STATES, DownloadState } from './download-state.js';
import { factsOf } from './downloads.events.js';
import { OwnedDownloadsRepository } from './owned-downloads.repository.js';
import type { DownloadTotals } from './owned-downloads.repository.js';

/** What went with somebody's downloads. */
export interface DeletedDownloads {
  /** Those that had not ended. */
  readonly cancelled: number;
  /** Directories outside the library that a worker deletes now, and the bytes in them. */
  readonly directories: number;
  readonly sizeBytes: number;
}

const isUnfinished = ({ state }: Download): boolean =>
  ACTIVE_STATES.includes(state) || state === DownloadState.Paused;

/** The downloads of one person as a whole. */
@Injectable()
export class OwnedDownloads {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly downloads: OwnedDownloadsRepository,
    private readonly availability: DownloadAvailability,
    private readonly nudges: DownloadNudges,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** By owner; who has none is not listed. */
  totalsOf(ownerIds: readonly string[]): Promise<Map<string, DownloadTotals>> {
    return this.downloads.totalsOf(ownerIds);
  }

  /**
   * Ends and forgets all of them. What is in the library stays; what is not is deleted once no worker holds it any more.
   * Joins the open transaction if there is one.
   */
  async deleteAllOf(ownerId: string): Promise<DeletedDownloads> {
    return this.uow.run(async () => {
      const all = await this.downloads.lockAllOf(ownerId);
      await this.downloads.deleteAllOf(ownerId);
      const unfinished = all.filter(isUnfinished);
      for (const download of unfinished) await this.tellOfEnd(download);
      const onDisk = all.filter(({ hasDirectory }) => hasDirectory);
      await this.uow.afterCommit(() => this.nudgeAll(unfinished));
      return {
        cancelled: unfinished.length,
        directories: onDisk.length,
        sizeBytes: onDisk.reduce((sum, { bytesDone }) => sum + bytesDone, 0),
      };
    });
  }

  private async tellOfEnd(download: Download): Promise<void> {
    await this.availability.onGivenUp(download.mediaId);
    await this.outbox.record('download.cancelled', factsOf(download));
    const cancelled = { ...download, state: DownloadState.Cancelled };
    await this.audit.record(auditEntryOf('download_cancelled', cancelled, download.state));
  }

  private async nudgeAll(downloads: readonly Download[]): Promise<void> {
    for (const { id } of downloads) await this.nudges.toOwner(id);
  }
}
