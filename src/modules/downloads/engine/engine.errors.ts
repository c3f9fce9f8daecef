import { DomainError } from '../../../common/errors/domain-error.js';

export class MagnetInvalidError extends DomainError {
  readonly code = 'MAGNET_INVALID';
  readonly kind = 'invalid';
  constructor(reason: string) {
    super(`The magnet link is refused: ${reason}`, { reason });
  }
}

/** The torrent's own description is broken, hostile or beyond the limits. */
export class TorrentRefusedError extends DomainError {
  readonly code = 'TORRENT_REFUSED';
  readonly kind = 'invalid';
  constructor(reason: string, options?: ErrorOptions) {
    super(`The torrent is refused: ${reason}`, { reason }, options);
  }
}

/** A mistake of this system: a source was given to an engine of another kind. */
export class SourceKindError extends Error {
  constructor(source: string, kind: string) {
    super(`A source of kind ${source} was given to the engine of kind ${kind}`);
  }
}

export class DownloadAlreadyOpenError extends DomainError {
  readonly code = 'DOWNLOAD_ALREADY_OPEN';
  readonly kind = 'conflict';
  constructor() {
    super('This download is already running here');
  }
}

export class DownloadRangeError extends DomainError {
  readonly code = 'RANGE_NOT_SATISFIABLE';
  readonly kind = 'range_not_satisfiable';
  constructor() {
    super('The file does not have these bytes');
  }
}

/** The session ended while someone was waiting for it. */
export class DownloadStoppedError extends DomainError {
  readonly code = 'DOWNLOAD_STOPPED';
  readonly kind = 'unavailable';
  constructor() {
    super('The download was stopped');
  }
}

/** The disk refused: full, read-only, gone. `details.reason` is the system's error code. */
export class DownloadStorageError extends DomainError {
  readonly code = 'DOWNLOAD_STORAGE_FAILED';
  readonly kind = 'unavailable';
  constructor(reason: string, options?: ErrorOptions) {
    super(
      reason === 'ENOSPC' ? 'The disk is full' : `The disk refused to store the download: ${reason}`,
      { reason },
      options,
    );
  }
}

/** The peer-to-peer engine gave up for a reason of its own. */
export class TorrentEngineError extends DomainError {
  readonly code = 'TORRENT_ENGINE_FAILED';
  readonly kind = 'unavailable';
}
