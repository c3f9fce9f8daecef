import { DomainError } from '../../common/errors/domain-error.js';
import type { FileRemovalFailure } from './removal/library-remover.js';

/** The title is in the catalogue already. `media_id` says which row it is, unless that has gone by now. */
export class MediaExistsError extends DomainError {
  readonly code = 'MEDIA_EXISTS';
  readonly kind = 'conflict';
  constructor(existingId?: string | null, options?: ErrorOptions) {
    super('This title is in the catalogue already', { media_id: existingId ?? null }, options);
  }
}

/** Only series have seasons and episodes. */
export class MediaNotSeriesError extends DomainError {
  readonly code = 'MEDIA_NOT_SERIES';
  readonly kind = 'invalid';
  constructor(id?: string) {
    super('This title is not a series', { media_id: id ?? null });
  }
}

/** Without a TMDB id there is nothing to ask for. Episodes come with their series. */
export class MediaNotIdentifiedError extends DomainError {
  readonly code = 'MEDIA_NOT_IDENTIFIED';
  readonly kind = 'conflict';
  constructor(id?: string) {
    super('This title has no TMDB id of its own to ask for', { media_id: id ?? null });
  }
}

/** Nobody has said what is to become of the files. */
export class MediaHasFilesError extends DomainError {
  readonly code = 'MEDIA_HAS_FILES';
  readonly kind = 'conflict';
  constructor(files: { count: number; bytes: number } = { count: 0, bytes: 0 }) {
    super('This title has files: say delete_files=true to delete them, or false to leave them', {
      count: files.count,
      bytes: files.bytes,
    });
  }
}

/** Something still works on the title, such as an unfinished download. */
export class MediaInUseError extends DomainError {
  readonly code = 'MEDIA_IN_USE';
  readonly kind = 'conflict';
  constructor(uses: Readonly<Record<string, number>> = {}, options?: ErrorOptions) {
    super('This title is in use: wait for its downloads, or cancel them', { uses }, options);
  }
}

/** Some files are still there, and so are their rows and the title. */
export class MediaFilesNotRemovedError extends DomainError {
  readonly code = 'MEDIA_FILES_NOT_REMOVED';
  readonly kind = 'conflict';
  constructor(removed = 0, failures: readonly FileRemovalFailure[] = []) {
    super('Some files could not be deleted; the title stays', {
      removed,
      failed: failures.map(({ file, reason }) => ({
        file_id: file.id,
        file_path: `/${file.relativePath}`,
        reason,
      })),
    });
  }
}
