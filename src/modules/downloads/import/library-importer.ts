import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/domain-error.js';
import { errorCode } from '../../../common/errors/error-code.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import type { Media } from '../../media/index.js';
import type { StoredFile } from '../download.entity.js';
import { DownloadedFilesChangedError, ImportFailedError } from './import.errors.js';
import type { ImportedDownload, PlacedVideo } from './imported-download.js';
import { LibraryDisk } from './library-disk.js';
import type { KnownFile } from './library-disk.js';
import { LibraryRivals } from './library-rivals.js';
import { LooseImporter } from './loose-importer.js';
import { isWorthHaving } from './quality-decision.js';
import { VideoImporter } from './video-importer.js';
import type { Candidate, ImportableDownload } from './video-importer.js';

/** What one run has done so far. */
interface Progress {
  readonly files: Map<number, StoredFile>;
  readonly videos: PlacedVideo[];
  readonly unwanted: KnownFile[];
  readonly missing: Set<string>;
  readonly replaceable: Map<string, readonly KnownFile[]>;
}

/** Brings a complete download into the library's directory. Changes no row. */
@Injectable()
export class LibraryImporter {
  constructor(
    private readonly loose: LooseImporter,
    private readonly videos: VideoImporter,
    private readonly rivals: LibraryRivals,
    private readonly disk: LibraryDisk,
    private readonly settings: SettingsService,
  ) {}

  /**
   * What to record of each file. Files of no title go into the library as they are. Running it again, also after a crash,
   * gives the same. Throws ImportFailedError, and DownloadedFilesChangedError when the files are not those that were fetched.
   */
  async import(
    download: ImportableDownload,
    media: Media | null,
    signal: AbortSignal,
  ): Promise<ImportedDownload> {
    const progress: Progress = {
      files: new Map(download.files.map((file) => [file.index, file])),
      videos: [],
      unwanted: [],
      missing: new Set(),
      replaceable: new Map(),
    };
    try {
      if (media) await this.importVideos(download, media, progress, signal);
      else for (const file of await this.loose.import(download, signal)) progress.files.set(file.index, file);
    } catch (error) {
      if (signal.aborted) throw error;
      await this.takeBack(progress.videos);
      throw toImportError(error);
    }
    return { ...progress, media, files: [...progress.files.values()] };
  }

  private async importVideos(
    download: ImportableDownload,
    media: Media,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<void> {
    const candidates = await this.videos.candidates(download, media, signal);
    for (const candidate of candidates) {
      if (await this.isWanted(download, media, candidate, progress)) {
        const { subtitles, ...video } = await this.videos.place(
          download,
          media,
          candidate,
          candidates,
          signal,
        );
        progress.videos.push(video);
        mark(progress.files, video.index, { media_path: video.file.relativePath });
        for (const one of subtitles) mark(progress.files, one.index, { media_path: one.relativePath });
      } else {
        mark(progress.files, candidate.file.index, { is_superseded: true });
        progress.unwanted.push(...(await this.videos.findPlaced(download, candidate, signal)));
      }
    }
  }

  /** For now: it is decided again, under a lock, when it is recorded. */
  private async isWanted(
    { id }: ImportableDownload,
    media: Media,
    { numbers, qualityScore }: Candidate,
    { missing, replaceable }: Progress,
  ): Promise<boolean> {
    const survey = await this.rivals.survey(await this.rivals.find(id, media, numbers));
    for (const rival of survey.missing) missing.add(rival);
    for (const [rival, files] of survey.onDisk) replaceable.set(rival, files);
    return isWorthHaving({ qualityScore }, survey.present, this.settings.get(SETTINGS.library.upgrade));
  }

  /** Nobody would know of what an import leaves in the library that fails half-way. */
  private async takeBack(videos: readonly PlacedVideo[]): Promise<void> {
    for (const file of videos.flatMap(({ onDisk }) => onDisk)) await this.disk.remove(file);
  }
}

function mark(files: Map<number, StoredFile>, index: number, facts: Partial<StoredFile>): void {
  const file = files.get(index);
  if (file) files.set(index, { ...file, ...facts });
}

/** The code tells whether the import alone is to be tried again. */
function toImportError(error: unknown): DomainError {
  if (error instanceof ImportFailedError || error instanceof DownloadedFilesChangedError) return error;
  if (error instanceof DomainError)
    return new ImportFailedError(error.message, { reason: error.code }, { cause: error });
  return new ImportFailedError(reasonOf(error), { reason: errorCode(error) ?? null }, { cause: error });
}

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOSPC') return 'The disk of the library is full';
  if (code === 'EACCES' || code === 'EROFS') return 'The library can’t be written to';
  return code === undefined ? 'The file could not be read' : `The file system refused: ${code}`;
}
