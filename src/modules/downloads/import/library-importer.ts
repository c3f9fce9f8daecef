import { lstat } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataPaths } from '../../../common/config/paths.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { errorCode } from '../../../common/errors/error-code.js';
import { assertRealPathInside, resolveInside, safeFileName } from '../../../common/files/safe-path.js';
import { Logger } from '../../../common/logging/logger.js';
import type { Media, NewMediaFile } from '../../media/index.js';
import { DownloadDirectories } from '../download-directories.js';
import type { Download, StoredFile } from '../download.entity.js';
import { chooseVideos } from './choose-videos.js';
import { ImportFailedError } from './import.errors.js';
import { libraryPath } from './library-name.js';
import { placeFile } from './place-file.js';
import { probe } from './probe.js';
import { qualityScore } from './resolution.js';

const MARK_LENGTH = 8;

type ImportableDownload = Pick<Download, 'id' | 'kind' | 'releaseName' | 'files'>;

export interface ImportedDownload {
  readonly files: StoredFile[];
  readonly mediaFiles: NewMediaFile[];
}

/** Brings the videos of a complete download into the library's directory. Changes no row. */
@Injectable()
export class LibraryImporter {
  constructor(
    private readonly paths: DataPaths,
    private readonly directories: DownloadDirectories,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * What to record of each file. Files of no title go into the library as they are. Running it again, also after a crash,
   * gives the same. Throws ImportFailedError.
   */
  async import(
    download: ImportableDownload,
    media: Media | null,
    signal: AbortSignal,
  ): Promise<ImportedDownload> {
    try {
      return media
        ? { files: download.files, mediaFiles: await this.importVideos(download, media, signal) }
        : { files: await this.importLoose(download, signal), mediaFiles: [] };
    } catch (error) {
      if (signal.aborted || error instanceof DomainError) throw error;
      throw new ImportFailedError(reasonOf(error), { reason: errorCode(error) ?? null }, { cause: error });
    }
  }

  private async importVideos(
    download: ImportableDownload,
    media: Media,
    signal: AbortSignal,
  ): Promise<NewMediaFile[]> {
    const videos = chooseVideos(download.files);
    if (videos.length === 0) throw new ImportFailedError('There is no video among the files');
    const wanted = media.mediaType === 'movie' ? videos.slice(0, 1) : videos;
    const imported: NewMediaFile[] = [];
    for (const video of wanted) imported.push(await this.importFile(download, media, video, signal));
    return imported;
  }

  private async importLoose(download: ImportableDownload, signal: AbortSignal): Promise<StoredFile[]> {
    const placed: StoredFile[] = [];
    for (const file of download.files) {
      if (file.is_wanted === false) placed.push(file);
      else placed.push({ ...file, library_path: await this.placeLoose(download, file, signal) });
    }
    return placed;
  }

  private async placeLoose(
    download: ImportableDownload,
    file: StoredFile,
    signal: AbortSignal,
  ): Promise<string> {
    const folders = ['Downloads', safeFileName(download.releaseName)] as const;
    const { relativePath } = await placeFile({
      source: await this.sourceOf(download.id, file),
      libraryRoot: this.paths.library,
      parts: [...folders, ...file.path.split('/')],
      mark: markOf(download, file),
      index: file.index,
      stagingDirectory: this.directories.staging(folders[0], download.id),
      signal,
    });
    return relativePath;
  }

  private async importFile(
    download: ImportableDownload,
    media: Media,
    video: StoredFile,
    signal: AbortSignal,
  ): Promise<NewMediaFile> {
    const source = await this.sourceOf(download.id, video);
    const { isHdr, ...probed } = await probe(source, signal);
    const fileName = video.path.split('/').at(-1) ?? video.path;
    const parts = libraryPath({ media, fileName, resolution: probed.resolution });
    const { relativePath, isCopy } = await placeFile({
      source,
      libraryRoot: this.paths.library,
      parts,
      mark: markOf(download, video),
      index: video.index,
      stagingDirectory: this.directories.staging(parts[0], download.id),
      signal,
    });
    this.logger.info(
      { download_id: download.id, path: relativePath, is_copy: isCopy },
      'File is in the library',
    );
    return {
      ...probed,
      mediaId: media.id,
      downloadId: download.id,
      relativePath,
      sizeBytes: video.size_bytes ?? 0,
      qualityScore: qualityScore({ ...probed, isHdr }),
      source: download.kind,
      downloadedAt: new Date(),
    };
  }

  /** The file on disk. Refuses links and what has another size than the torrent says. */
  private async sourceOf(downloadId: string, video: StoredFile): Promise<string> {
    const directory = this.directories.of(downloadId);
    const source = resolveInside(directory, ...video.path.split('/'));
    await assertRealPathInside(directory, source);
    const found = await lstat(source);
    if (!found.isFile() || found.size !== video.size_bytes)
      throw new ImportFailedError('A downloaded file is not what it was when it was verified');
    return source;
  }
}

const markOf = ({ id }: ImportableDownload, { index }: StoredFile): string =>
  `${id.slice(0, MARK_LENGTH)}-${index}`;

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === 'ENOSPC') return 'The disk of the library is full';
  if (code === 'EACCES' || code === 'EROFS') return 'The library can’t be written to';
  if (code === 'ENOENT') return 'A downloaded file has gone';
  return code === undefined ? 'The file could not be read' : `The file system refused: ${code}`;
}
