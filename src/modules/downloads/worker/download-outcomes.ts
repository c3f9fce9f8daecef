import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { Outbox } from '../../../common/events/outbox.js';
import { Logger } from '../../../common/logging/logger.js';
import { AuditLog } from '../../audit/index.js';
import type { AuditEntry } from '../../audit/index.js';
import { MediaService, MediaStatus } from '../../media/index.js';
import type { Download, StoredFile } from '../download.entity.js';
import { auditEntryOf } from '../download-audit.js';
import { DownloadAvailability } from '../download-availability.js';
import { DownloadState } from '../download-state.js';
import { factsOf } from '../downloads.events.js';
import type { ImportedDownload } from '../import/library-importer.js';
import { ClaimedDownloads } from './claimed-downloads.repository.js';

const AT_REST = { speedBytesPerSec: 0, etaSeconds: null, seeders: 0, leechers: 0, peers: [] };
const MAX_MESSAGE_LENGTH = 1000;

/** How a download ends: each in one transaction, and only for the worker that has it. */
@Injectable()
export class DownloadOutcomes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly claimed: ClaimedDownloads,
    private readonly media: MediaService,
    private readonly availability: DownloadAvailability,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Records the files in the library. The worker keeps the download, to clean up. False when it is not this worker's. */
  complete(download: Download, workerId: string, { files, mediaFiles }: ImportedDownload): Promise<boolean> {
    return this.uow.run(async () => {
      const changes = { ...AT_REST, state: DownloadState.Completed, files, completedAt: () => 'now()' };
      const isOurs = await this.claimed.updateRunning(
        download.id,
        workerId,
        [DownloadState.Importing],
        changes,
      );
      if (!isOurs) return false;
      for (const file of mediaFiles) await this.media.addFile(file);
      if (download.mediaId !== null) await this.media.setStatus(download.mediaId, MediaStatus.Available);
      const sizes = mediaFiles.length > 0 ? mediaFiles.map((file) => file.sizeBytes) : files.map(sizeOf);
      const sizeBytes = sizes.reduce((sum, size) => sum + size, 0);
      await this.outbox.record('download.completed', { ...factsOf(download), size_bytes: sizeBytes });
      await this.audit.record(completedEntry(download, sizeBytes));
      return true;
    });
  }

  /** Says why, keeps the files and lets go. False when the download is not this worker's, or not wanted any more. */
  async fail(download: Download, workerId: string, error: unknown): Promise<boolean> {
    const { code, message } = describe(error);
    const isOurs = await this.uow.run(async () => {
      const changes = {
        ...AT_REST,
        state: DownloadState.Failed,
        completedAt: () => 'now()',
        errorCode: code,
        errorMessage: message,
        workerId: null,
        leaseUntil: null,
      };
      const states = [DownloadState.Running, DownloadState.Importing];
      if (!(await this.claimed.updateRunning(download.id, workerId, states, changes))) return false;
      await this.availability.onGivenUp(download.mediaId);
      const facts = { ...factsOf(download), error_code: code, error_message: message };
      await this.outbox.record('download.failed', facts);
      await this.audit.record(failedEntry(download, code, message));
      return true;
    });
    this.logger.warn({ err: error, download_id: download.id, code }, 'Download failed');
    return isOurs;
  }
}

const sizeOf = ({ size_bytes: size }: StoredFile): number => size ?? 0;

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof DomainError))
    return { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side' };
  return { code: error.code, message: error.message.slice(0, MAX_MESSAGE_LENGTH) };
}

/** Nobody did it: the system. The values say whose download it was. */
const bySystem = (entry: AuditEntry): AuditEntry => ({ ...entry, userId: null });

function completedEntry(download: Download, sizeBytes: number): AuditEntry {
  const ended = { ...download, state: DownloadState.Completed };
  const facts = { size_bytes: sizeBytes };
  return bySystem(auditEntryOf('download_completed', ended, DownloadState.Importing, facts));
}

function failedEntry(download: Download, code: string, message: string): AuditEntry {
  const ended = { ...download, state: DownloadState.Failed };
  const facts = { error_code: code, error_message: message };
  return bySystem(auditEntryOf('download_failed', ended, DownloadState.Running, facts));
}
