import { DomainError } from '../../../common/errors/domain-error.js';

export class MetadataTimeoutError extends DomainError {
  readonly code = 'METADATA_TIMEOUT';
  readonly kind = 'unavailable';
  constructor(seconds: number) {
    super(`No peer had the file list within ${seconds} seconds`, { seconds });
  }
}

export class DownloadStalledError extends DomainError {
  readonly code = 'DOWNLOAD_STALLED';
  readonly kind = 'unavailable';
  constructor(seconds: number) {
    super(`Nothing has arrived for ${seconds} seconds`, { seconds });
  }
}
