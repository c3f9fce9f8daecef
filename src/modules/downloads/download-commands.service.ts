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
import type { DownloadAction } from './download-audit.js';
import { DownloadAdmission } from './download-admission.js';
import { DownloadAvailability } from './download-availability.js';
import { DownloadNudges } from './download-nudges.js';
import { toProgressMessage } from './download-progress.message.js';
import { DesiredState, DownloadState, effectOf } from './download-state.js';
import type { DownloadCommand } from './download-state.js';
import { DownloadExistsError, conflictOf } from './downloads.errors.js';
import { factsOf } from './downloads.events.js';
import { DownloadsRepository } from './downloads.repository.js';
import type { DownloadChanges } from './downloads.repository.js';
import { visibleTo } from './downloads.service.js';
import { stateAfterResume } from './import/resume-point.js';

/** Nothing moves any more; the worker's last sample must not say otherwise. */
const AT_REST = { speedBytesPerSec: 0, etaSeconds: null, seeders: 0, leechers: 0, peers: [] };
const NOT_WAITING = { waitsFor: null, nextAttemptAt: null };

/** What a command writes, and how the trail calls it. */
interface Effect {
  readonly action: DownloadAction;
  readonly changes: DownloadChanges;
  readonly facts?: object;
  /** Whether its title is wanted again, unless another download of it goes on. */
  readonly isGivenUp?: boolean;
}

type Decision = (download: Download) => Promise<Effect | null>;

const nothing: Decision = () => Promise.resolve(null);

/**
 * Pause, resume, retry, cancel and the end of seeding. Each writes what is wanted and what clients see at once, and nudges
 * the worker, which follows within seconds even when the nudge is lost. All are idempotent; what makes no sense is a conflict.
 */
@Injectable()
export class DownloadCommands {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly downloads: DownloadsRepository,
    private readonly admission: DownloadAdmission,
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
      const state = { desiredState: DesiredState.Paused, state: DownloadState.Paused };
      return { action: 'download_paused', changes: { ...AT_REST, ...NOT_WAITING, ...state } };
    });
  }

  /** Also tries a failed download again, from the bytes that it has. */
  async resume(actor: Actor, id: string): Promise<Download> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    const download = await this.command('resume', actor, id, (found) => this.again(found));
    await this.uow.afterCommit(() => this.nudges.toRun(id));
    return download;
  }

  /** Tries a failed download again, and one that waits for its next attempt at once. */
  async retry(actor: Actor, id: string): Promise<Download> {
    this.settings.requireFeature(SETTINGS.features.downloads_enabled);
    const download = await this.command('retry', actor, id, (found) => this.again(found), sooner);
    await this.uow.afterCommit(() => this.nudges.toRun(id));
    return download;
  }

  /**
   * What has arrived is deleted by a worker, or stays where it is. A second cancel that wants the files gone deletes what the
   * first one kept; deleted files don't come back.
   */
  cancel(actor: Actor, id: string, { deletesFiles = true } = {}): Promise<Download> {
    const apply: Decision = async (download) => {
      await this.outbox.record('download.cancelled', factsOf(download));
      const wanted = { desiredState: DesiredState.Cancelled, state: DownloadState.Cancelled };
      const kept = { keepsFiles: !deletesFiles && download.hasDirectory };
      const changes = { ...AT_REST, ...NOT_WAITING, ...wanted, ...kept, completedAt: () => 'now()' };
      return { ...cancelled(deletesFiles), changes, isGivenUp: true };
    };
    const dropKept: Decision = ({ keepsFiles }) =>
      Promise.resolve(
        keepsFiles && deletesFiles ? { ...cancelled(true), changes: { keepsFiles: false } } : null,
      );
    return this.command('cancel', actor, id, apply, dropKept);
  }

  /** Of a completed torrent: it is not sent to other peers any more. */
  stopSeeding(actor: Actor, id: string): Promise<Download> {
    const effect: Effect = { action: 'download_seeding_stopped', changes: { isSeeding: false } };
    return this.command('stop_seeding', actor, id, () => Promise.resolve(effect));
  }

  private async command(
    command: DownloadCommand,
    actor: Actor,
    id: string,
    apply: Decision,
    whenDone = nothing,
  ): Promise<Download> {
    const { download, isChanged } = await this.uow.run(async () => {
      const found = await this.downloads.lock(id, visibleTo(actor));
      if (!found) throw new NotFoundError('Download', id);
      const verdict = effectOf(command, found.state, found.isSeeding);
      if (verdict === 'conflict') throw conflictOf(command, found);
      const effect = await (verdict === 'apply' ? apply(found) : whenDone(found));
      return effect ? { download: await this.bring(found, effect), isChanged: true } : { download: found };
    });
    if (isChanged) await this.uow.afterCommit(() => this.tell(download));
    return download;
  }

  private async bring(found: Download, { action, changes, facts, isGivenUp }: Effect): Promise<Download> {
    const changed = await this.change(found, changes);
    await this.audit.record(auditEntryOf(action, changed, found.state, facts));
    if (isGivenUp) await this.availability.onGivenUp(found.mediaId);
    return changed;
  }

  private async again(found: Download): Promise<Effect> {
    await this.admission.admit(found.ownerId, null);
    await this.availability.onUnderWay(found.mediaId);
    await this.outbox.record('download.resumed', factsOf(found));
    const changes = {
      ...NOT_WAITING,
      desiredState: DesiredState.Running,
      state: stateAfterResume(found),
      retries: 0,
      errorCode: null,
      errorMessage: null,
      completedAt: null,
    };
    return { action: 'download_resumed', changes };
  }

  private async tell(download: Download): Promise<void> {
    await this.nudges.toOwner(download.id);
    await this.realtime.publish(userRoom(download.ownerId), toProgressMessage(download));
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

const cancelled = (deletesFiles: boolean) =>
  ({ action: 'download_cancelled', facts: { delete_files: deletesFiles } }) as const;

/** What waits for its next attempt needs not wait longer. */
const sooner: Decision = ({ nextAttemptAt }) =>
  Promise.resolve(nextAttemptAt && { action: 'download_resumed', changes: { ...NOT_WAITING, retries: 0 } });
