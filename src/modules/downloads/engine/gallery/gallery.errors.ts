import { DomainError } from '../../../../common/errors/domain-error.js';

/** No page has a file that is wanted. */
export class GalleryEmptyError extends DomainError {
  readonly code = 'GALLERY_EMPTY';
  readonly kind = 'not_found';
  constructor() {
    super('There are no files of the wanted kinds at this address');
  }
}

/** Files were found, and none of them could be fetched. `reason` is the code of the first failure. */
export class GalleryFailedError extends DomainError {
  readonly code = 'GALLERY_FAILED';
  readonly kind = 'upstream';
  constructor(failed: number, reason: string) {
    super(`None of the ${failed} files could be fetched`, { failed, reason });
  }
}

export type GalleryBound = 'links' | 'files';

/** More than one download may bring. */
export class GalleryTooLargeError extends DomainError {
  readonly code = 'GALLERY_TOO_LARGE';
  readonly kind = 'too_large';
  constructor(bound: GalleryBound, limit: number) {
    super(
      bound === 'links'
        ? `A page has more than ${limit} links`
        : `There are more than ${limit} files at this address`,
      { bound, limit },
    );
  }
}

export class GalleryPageTooLargeError extends DomainError {
  readonly code = 'GALLERY_PAGE_TOO_LARGE';
  readonly kind = 'too_large';
  constructor(limitBytes: number, options?: ErrorOptions) {
    super(`A page is larger than ${limitBytes} bytes`, { limit_bytes: limitBytes }, options);
  }
}

/** Not every page was read: there are more than one download follows. */
export class GalleryPagesLimitError extends DomainError {
  readonly code = 'GALLERY_PAGES_LIMIT';
  readonly kind = 'too_large';
  constructor(limit: number) {
    super(`There are more than ${limit} pages; the rest is left out`, { limit });
  }
}

/** The file turned out to be none that is wanted. */
export class GalleryFileUnwantedError extends DomainError {
  readonly code = 'GALLERY_FILE_UNWANTED';
  readonly kind = 'invalid';
  constructor(readonly reason: 'type' | 'size' | 'date') {
    super(`The file is not wanted: ${reason}`, { reason });
  }
}

/** gallery-dl did not bring its list. */
export class GalleryProgramError extends DomainError {
  readonly code = 'GALLERY_PROGRAM_FAILED';
  readonly kind = 'upstream';
  constructor(
    reason: 'missing' | 'timeout' | 'too_much' | 'output' | 'status',
    details: Record<string, unknown> = {},
  ) {
    super(`gallery-dl did not list the files: ${reason}`, { reason, ...details });
  }
}
