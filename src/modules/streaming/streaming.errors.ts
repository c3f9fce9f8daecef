import { DomainError } from '../../common/errors/domain-error.js';

/** Neither a file of the library nor a download that the caller may see. */
export class StreamSourceNotFoundError extends DomainError {
  readonly code = 'STREAM_SOURCE_NOT_FOUND';
  readonly kind = 'not_found';
  constructor(mediaId: string) {
    super('There is nothing to play yet: no file, and no download under way', { media_id: mediaId });
  }
}

/** The file list of a download is not known yet, so nobody can tell what would be played. */
export class StreamNotReadyError extends DomainError {
  readonly code = 'STREAM_NOT_READY';
  readonly kind = 'conflict';
  constructor(downloadId: string, status: string) {
    super('The download does not know its files yet; try again shortly', { download_id: downloadId, status });
  }
}

export const RETRY_AFTER_SECONDS = 5;

/** The worker that has the bytes of a download doesn't answer, or there is none at the moment. */
export class StreamUnavailableError extends DomainError {
  readonly code = 'STREAM_UNAVAILABLE';
  readonly kind = 'unavailable';
  constructor(downloadId: string, options?: ErrorOptions) {
    const details = { download_id: downloadId, retry_after_seconds: RETRY_AFTER_SECONDS };
    super('The bytes of this download can not be had at the moment; try again shortly', details, options);
  }
}

export class StreamLinkInvalidError extends DomainError {
  readonly code = 'STREAM_LINK_INVALID';
  readonly kind = 'forbidden';
  constructor() {
    super('The link is not one of ours, or was changed');
  }
}

/** The link was good: its time is over, it was revoked, or what it led to is gone. */
export class StreamLinkExpiredError extends DomainError {
  readonly code = 'STREAM_LINK_EXPIRED';
  readonly kind = 'gone';
  constructor() {
    super('The link has expired; start a new session');
  }
}

/** The catalogue knows the file, the disk doesn't. */
export class StreamFileMissingError extends DomainError {
  readonly code = 'STREAM_FILE_MISSING';
  readonly kind = 'not_found';
  constructor(fileId: string, options?: ErrorOptions) {
    super('The file is no longer in the library', { file_id: fileId }, options);
  }
}

export class RangeNotSatisfiableError extends DomainError {
  readonly code = 'RANGE_NOT_SATISFIABLE';
  readonly kind = 'range_not_satisfiable';
  constructor(sizeBytes: number) {
    super('The range lies beyond the end of the file', { size_bytes: sizeBytes });
  }
}
