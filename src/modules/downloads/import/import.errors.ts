import { DomainError } from '../../../common/errors/domain-error.js';

/** The download is complete, but can't enter the library. Its files are kept; resuming it tries the import again. */
export class ImportFailedError extends DomainError {
  readonly code = 'IMPORT_FAILED';
  readonly kind = 'invalid';
}

/** What lies in the download's directory is not what was fetched: resuming it verifies and fetches again. */
export class DownloadedFilesChangedError extends DomainError {
  readonly code = 'DOWNLOADED_FILES_CHANGED';
  readonly kind = 'invalid';
}
