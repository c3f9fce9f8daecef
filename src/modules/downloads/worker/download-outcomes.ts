import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { Outbox } from '../../../common/events/outbox.js';
import { Logger } from '../../../common/logging/logger.js';
import { AuditLog } from '../../audit/index.js';
import type { AuditEntry } from '../../audit/index.js';
import type { Download, StoredFile } from '../download.entity.js';
import { auditEntryOf } from '../download-audit.js';
import { DownloadAvailability } from '../download-availability.js';
import { DownloadState } from '../download-state.js';
import { factsOf } from '../downloads.events.js';
import { ImportRecords } from '../import/import-records.service.js';
import type { RecordedImport } from '../import/import-records.service.js';
import type { ImportedDownload } from '../import/imported-download.js';
import { ClaimedDownloads } from './claimed-downloads.repository.js';

const AT_REST = { speedBytesPerSec: 0, etaSeconds: null, seeders: 0, leechers: 0, peers: [] };
const MAX_MESSAGE_LENGTH = 1000;

/** How a download ends: each in one transaction, and only for the worker that has it. */
@Injectable()
export class DownloadOutcomes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly claimed: ClaimedDownloads,
    private readonly records: ImportRecords,
    private readonly availability: DownloadAvailability,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Records the files in the library. The worker keeps the download, to clean up. False when it is not this worker's. */
  complete(
    download: Download,
    workerId: string,
    imported: ImportedDownload,
    isSeeding = false,
  ): Promise<boolean> {
    return this.uow.run(async () => {
      const changes = {
        ...AT_REST,
        state: DownloadState.Completed,
        isSeeding,
        completedAt: () => 'now()',
      };
      const isOurs = await this.claimed.updateRunning(
        download.id,
        workerId,
        [DownloadState.Importing],
        changes,
      );
      if (!isOurs) return false;
      const recorded = await this.records.record(download, imported);
      await this.claimed.updateRunning(download.id, workerId, [DownloadState.Completed], {
        files: recorded.files,
        importNote: recorded.note,
      });
      const sizeBytes = sizeOfImport(recorded);
      await this.outbox.record('download.completed', { ...factsOf(download), size_bytes: sizeBytes });
      await this.audit.record(completedEntry(download, sizeBytes, recorded));
      return true;
    });
  }

  /** Says why, keeps the files and lets go. False when the download is not this worker's, or not wanted any more. */
  async fail(download: Download, workerId: string, error: unknown, isBlocked = false): Promise<boolean> {
    const { code, message } = describeFailure(error);
    const isOurs = await this.uow.run(async () => {
      const changes = {
        ...AT_REST,
        state: DownloadState.Failed,
        completedAt: () => 'now()',
        errorCode: code,
        errorMessage: message,
        workerId: null,
        leaseUntil: null,
        waitsFor: null,
        nextAttemptAt: null,
      };
      const states = [DownloadState.Running, DownloadState.Importing];
      if (!(await this.claimed.updateRunning(download.id, workerId, states, changes))) return false;
      await this.availability.onGivenUp(download.mediaId);
      await this.outbox.record('download.failed', {
        ...factsOf(download),
        error_code: code,
        error_message: message,
        release_name: download.releaseName,
        source_id: download.sourceId,
        identity: download.identity,
        is_blocked: isBlocked,
      });
      await this.audit.record(failedEntry(download, code, message));
      return true;
    });
    this.logger.warn({ err: error, download_id: download.id, code }, 'Download failed');
    return isOurs;
  }
}

/** What has come into the library: files of a title, or loose ones. */
const sizeOfImport = ({ added, files }: RecordedImport): number =>
  added.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) +
  files.filter((file) => file.library_path !== undefined).reduce((sum, file) => sum + sizeOf(file), 0);

const sizeOf = ({ size_bytes: size }: StoredFile): number => size ?? 0;

/** What its owner is told. */
export function describeFailure(error: unknown): { code: string; message: string } {
  if (!(error instanceof DomainError))
    return { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side' };
  return { code: error.code, message: error.message.slice(0, MAX_MESSAGE_LENGTH) };
}

/** Nobody did it: the system. The values say whose download it was. */
const bySystem = (entry: AuditEntry): AuditEntry => ({ ...entry, userId: null });

function completedEntry(download: Download, sizeBytes: number, { added, note }: RecordedImport): AuditEntry {
  const ended = { ...download, state: DownloadState.Completed };
  const facts = { size_bytes: sizeBytes, media_files: added.map(({ id }) => id), import_note: note };
  return bySystem(auditEntryOf('download_completed', ended, DownloadState.Importing, facts));
}

function failedEntry(download: Download, code: string, message: string): AuditEntry {
  const ended = { ...download, state: DownloadState.Failed };
  const facts = { error_code: code, error_message: message };
  return bySystem(auditEntryOf('download_failed', ended, DownloadState.Running, facts));
}
