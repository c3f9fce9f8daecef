import { Injectable } from '@nestjs/common';
import { sqlState } from '../../../common/database/postgres-errors.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { Outbox } from '../../../common/events/outbox.js';
import { AuditLog } from '../../audit/index.js';
import { auditedFields } from '../media-audit.js';
import type { MediaFile } from '../media-file.entity.js';
import { MediaFilesNotRemovedError, MediaHasFilesError, MediaInUseError } from '../media.errors.js';
import { factsOf } from '../media.events.js';
import { LibraryRemover } from './library-remover.js';
import type { FileRemovalFailure } from './library-remover.js';
import { MediaUses } from './media-uses.js';
import { RemovedMedia } from './removed-media.repository.js';
import type { MediaWithParts } from './removed-media.repository.js';

/** What becomes of the files; undefined when nobody has said. */
export type FileFate = 'delete' | 'keep' | undefined;

const FOREIGN_KEY_VIOLATION = '23503';

const totalOf = (files: readonly MediaFile[]) => ({
  count: files.length,
  bytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
});

/** Takes titles out of the catalogue, series with their episodes. */
@Injectable()
export class MediaRemoval {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly removed: RemovedMedia,
    private readonly uses: MediaUses,
    private readonly library: LibraryRemover,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Throws MediaInUseError, MediaHasFilesError and MediaFilesNotRemovedError; then the title is still there, and may be
   * deleted again.
   */
  async delete(id: string, fate: FileFate): Promise<void> {
    const { files } = await this.uow.run(() => this.lockUnused(id, fate));
    const removed = fate === 'delete' ? await this.deleteFiles(files) : 0;
    try {
      await this.uow.run(() => this.deleteRows(id, fate, removed));
    } catch (error) {
      // Of a module that has not registered itself.
      if (sqlState(error) === FOREIGN_KEY_VIOLATION) throw new MediaInUseError({}, { cause: error });
      throw error;
    }
  }

  /** The series is another one than it was taken for: what TMDB told of that one goes. Joins the open transaction. */
  async forgetToldEpisodes(seriesId: string): Promise<void> {
    await this.uow.run(async () => {
      const ids = await this.removed.lockToldEpisodes(seriesId);
      await this.uses.forget(ids);
      await this.removed.deleteEpisodes(seriesId, ids);
    });
  }

  private async lockUnused(id: string, fate: FileFate): Promise<MediaWithParts> {
    const found = await this.removed.lock(id);
    if (!found) throw new NotFoundError('Media', id);
    await this.uses.assertNone(found.ids);
    if (found.files.length > 0 && fate === undefined) throw new MediaHasFilesError(totalOf(found.files));
    return found;
  }

  /** One after the other, each with its row, so that what is cut short can be taken up again. */
  private async deleteFiles(files: readonly MediaFile[]): Promise<number> {
    const failures: FileRemovalFailure[] = [];
    for (const file of files) {
      const reason = await this.library.remove(file);
      if (reason === null) await this.uow.run(() => this.forgetFile(file));
      else failures.push({ file, reason });
    }
    const removed = files.length - failures.length;
    if (failures.length > 0) throw new MediaFilesNotRemovedError(removed, failures);
    return removed;
  }

  private async forgetFile(file: MediaFile): Promise<void> {
    if (!(await this.removed.forgetFile(file))) return;
    const { id, mediaId, relativePath, sizeBytes } = file;
    await this.audit.record({
      action: 'media_file_deleted',
      resource: 'media',
      resourceId: mediaId,
      oldValue: { file_id: id, relative_path: relativePath, size_bytes: sizeBytes },
    });
  }

  private async deleteRows(id: string, fate: FileFate, removed: number): Promise<void> {
    const { media, ids, files } = await this.lockUnused(id, fate);
    // One that came while the others were being deleted.
    if (fate === 'delete' && files.length > 0) throw new MediaHasFilesError(totalOf(files));
    const forgotten = await this.uses.forget(ids);
    await this.removed.delete(id);
    const episodes = ids.length - 1;
    await this.outbox.record('media.deleted', {
      ...factsOf(media),
      episodes,
      files: removed + files.length,
      are_files_deleted: fate === 'delete',
    });
    await this.audit.record({
      action: 'media_deleted',
      resource: 'media',
      resourceId: id,
      oldValue: {
        ...auditedFields(media),
        episodes,
        files: removed + files.length,
        kept_files: files.map(({ relativePath }) => relativePath),
        ...forgotten,
      },
      newValue: null,
    });
  }
}
