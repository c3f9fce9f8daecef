import { DomainError } from '../../common/errors/domain-error.js';
import type { Download } from './download.entity.js';
import { DownloadState, statusOf } from './download-state.js';
import type { DownloadCommand, DownloadStatus } from './download-state.js';

/** Whoever fetches it: the same is fetched once at a time. */
export class DownloadExistsError extends DomainError {
  readonly code = 'DOWNLOAD_EXISTS';
  readonly kind = 'conflict';
  constructor(infoHash: string | null, options?: ErrorOptions) {
    super('This is being downloaded already', { info_hash: infoHash }, options);
  }
}

export class DownloadStateConflictError extends DomainError {
  readonly code = 'DOWNLOAD_STATE_CONFLICT';
  readonly kind = 'conflict';
  constructor(
    command: DownloadCommand,
    status: DownloadStatus,
    { isImporting = false, isSeeding = false } = {},
  ) {
    const standing = isImporting ? 'being moved into the library' : isSeeding ? 'being seeded' : status;
    super(`The download is ${standing}: "${command}" is not possible now`, {
      status,
      is_importing: isImporting,
      is_seeding: isSeeding,
    });
  }
}

export class DownloadLimitError extends DomainError {
  readonly code = 'RATE_LIMIT_EXCEEDED';
  readonly kind = 'rate_limited';
  constructor(limit: number) {
    super(`You may have ${limit} downloads under way at once; wait for one to end, or pause one`, { limit });
  }
}

/** The search result is known, but only as something that can't be fetched yet. */
export class SourceNotDownloadableError extends DomainError {
  readonly code = 'SOURCE_NOT_DOWNLOADABLE';
  readonly kind = 'conflict';
  constructor(sourceId: string) {
    super('This source has no magnet link; choose another one', { source_id: sourceId });
  }
}

/** The disks don't have the room. */
export class InsufficientStorageError extends DomainError {
  readonly code = 'INSUFFICIENT_STORAGE';
  readonly kind = 'insufficient_storage';
  constructor(neededBytes: number, freeBytes: number) {
    super('There is not enough room on the disk for this download', {
      needed_bytes: neededBytes,
      free_bytes: freeBytes,
    });
  }
}

/** Why a command can't be obeyed now. */
export const conflictOf = (
  command: DownloadCommand,
  { state, isSeeding }: Pick<Download, 'state' | 'isSeeding'>,
): DownloadStateConflictError =>
  new DownloadStateConflictError(command, statusOf(state), {
    isImporting: state === DownloadState.Importing,
    isSeeding,
  });
