import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { isUniqueViolation } from '../../common/database/postgres-errors.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { Outbox } from '../../common/events/outbox.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { AuditLog } from '../audit/index.js';
import { RealtimePublisher, userRoom } from '../realtime/index.js';
import type { Download } from './download.entity.js';
import { auditEntryOf } from './download-audit.js';
import { DownloadAvailability } from './download-availability.js';
import { DownloadNudges } from './download-nudges.js';
import { toProgressMessage } from './download-progress.message.js';
import { DesiredState, DownloadState, effectOf, statusOf } from './download-state.js';
import type { DownloadCommand } from './download-state.js';
import { DownloadExistsError, DownloadLimitError, DownloadStateConflictError } from './downloads.errors.js';
import { factsOf } from './downloads.events.js';
import { DownloadsRepository } from './downloads.repository.js';
import type { DownloadChanges } from './downloads.repository.js';
import { visibleTo } from './downloads.service.js';

/** Nothing moves any more; the worker's last sample must not say otherwise. */
const AT_REST = { speedBytesPerSec: 0, etaSeconds: null, seeders: 0, leechers: 0, peers: [] };

const ACTIONS = {
  pause: 'download_paused',
  resume: 'download_resumed',
  cancel: 'download_cancelled',
} as const satisfies Record<DownloadCommand, string>;

/**
 * Pause, resume and cancel. Each writes what is wanted and what clients see at once, and nudges the worker, which follows
 * within seconds even when the nudge is lost. All are idempotent; what makes no sense is a conflict.
 */
@Injectable()
export class DownloadCommands {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly downloads: DownloadsRepository,
    private readonly availability: DownloadAvailability,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly nudges: DownloadNudges,
    private readonly realtime: RealtimePublisher,
    private readonly settings: SettingsService,
  ) {}

  pause(actor: Actor, id: string): Promise<Download> {
    return this.command('pause', actor, id, async (download) => {
      await this.outbox.record('download.paused', factsOf(download));
      return { ...AT_REST, desiredState: DesiredState.Paused, state: DownloadState.Paused };
    });
  }

  /** Also tries a failed download again, from the bytes that it has. */
  async resume(actor: Actor, id: string): Promise<Download> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    const download = await this.command('resume', actor, id, async (found) => {
      await this.refuseTooMany(found.ownerId);
      await this.availability.onUnderWay(found.mediaId);
      await this.outbox.record('download.resumed', factsOf(found));
      return {
        desiredState: DesiredState.Running,
        state: DownloadState.Pending,
        errorCode: null,
        errorMessage: null,
        completedAt: null,
      };
    });
    await this.uow.afterCommit(() => this.nudges.toRun(id));
    return download;
  }

  /** The files go as well; a worker deletes them. */
  async cancel(actor: Actor, id: string): Promise<Download> {
    return this.command('cancel', actor, id, async (download) => {
      await this.outbox.record('download.cancelled', factsOf(download));
      return {
        ...AT_REST,
        desiredState: DesiredState.Cancelled,
        state: DownloadState.Cancelled,
        completedAt: () => 'now()',
      };
    });
  }

  private async command(
    command: DownloadCommand,
    actor: Actor,
    id: string,
    apply: (download: Download) => Promise<DownloadChanges>,
  ): Promise<Download> {
    const { download, isChanged } = await this.uow.run(async () => {
      const found = await this.downloads.lock(id, visibleTo(actor));
      if (!found) throw new NotFoundError('Download', id);
      const effect = effectOf(command, found.state);
      if (effect === 'conflict') throw conflictOf(command, found);
      if (effect === 'done') return { download: found, isChanged: false };
      const changed = await this.change(found, await apply(found));
      await this.audit.record(auditEntryOf(ACTIONS[command], changed, found.state));
      if (command === 'cancel') await this.availability.onGivenUp(found.mediaId);
      return { download: changed, isChanged: true };
    });
    if (isChanged) await this.uow.afterCommit(() => this.tell(download));
    return download;
  }

  private async tell(download: Download): Promise<void> {
    await this.nudges.toOwner(download.id);
    await this.realtime.publish(userRoom(download.ownerId), toProgressMessage(download));
  }

  private async refuseTooMany(ownerId: string): Promise<void> {
    await this.downloads.lockOwner(ownerId);
    const limit = this.settings.get(SETTINGS.limits.downloads_per_user);
    if ((await this.downloads.countActive(ownerId)) >= limit) throw new DownloadLimitError(limit);
  }

  /** A failed download can't come back while another one fetches the same torrent. */
  private async change(download: Download, changes: DownloadChanges): Promise<Download> {
    try {
      return await this.downloads.update(download.id, changes);
    } catch (error) {
      if (!isUniqueViolation(error, 'ux_download_identity')) throw error;
      throw new DownloadExistsError(download.infoHash, { cause: error });
    }
  }
}

const conflictOf = (command: DownloadCommand, { state }: Download): DownloadStateConflictError =>
  new DownloadStateConflictError(command, statusOf(state), state === DownloadState.Importing);
