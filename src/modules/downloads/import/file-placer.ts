import { Inject, Injectable } from '@nestjs/common';
import { Logger } from '../../../common/logging/logger.js';
import { DownloadDirectories } from '../download-directories.js';
import type { Download, StoredFile } from '../download.entity.js';
import { DownloadedFiles } from './downloaded-files.js';
import { LibraryDisk } from './library-disk.js';
import type { KnownFile } from './library-disk.js';
import { findPlaced, placeFile } from './place-file.js';
import type { Placement } from './place-file.js';

const MARK_LENGTH = 8;

export type PathParts = readonly [string, ...string[]];

export interface FileInLibrary extends KnownFile {
  readonly isHardlink: boolean;
}

/** Brings files of downloads to their places in the library. */
@Injectable()
export class FilePlacer {
  constructor(
    private readonly disk: LibraryDisk,
    private readonly files: DownloadedFiles,
    private readonly directories: DownloadDirectories,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Where it lies then, which is not `parts` when another file has that name. Running it again gives the same. */
  async place(
    { id }: Pick<Download, 'id'>,
    file: StoredFile,
    parts: PathParts,
    signal: AbortSignal,
  ): Promise<FileInLibrary> {
    const placement = await this.placementOf(id, file, parts, signal);
    const { relativePath, copiedBecause } = await placeFile(placement);
    const known = await this.disk.find(relativePath);
    const facts = { download_id: id, path: relativePath };
    if (copiedBecause === null) this.logger.info(facts, 'File is in the library');
    else this.logger.warn({ ...facts, reason: copiedBecause }, 'File was copied: no hard link is possible');
    return { relativePath, inode: known?.inode ?? '', isHardlink: copiedBecause === null };
  }

  /** What an earlier run that was cut short has placed of it. */
  async findPlaced(
    { id }: Pick<Download, 'id'>,
    file: StoredFile,
    parts: PathParts,
    signal: AbortSignal,
  ): Promise<KnownFile[]> {
    const paths = await findPlaced(await this.placementOf(id, file, parts, signal));
    const found = await Promise.all(paths.map((path) => this.disk.find(path)));
    return found.filter((known) => known !== null);
  }

  private async placementOf(
    id: string,
    file: StoredFile,
    parts: PathParts,
    signal: AbortSignal,
  ): Promise<Placement> {
    return {
      source: await this.files.find(id, file),
      libraryRoot: this.disk.root,
      parts,
      mark: `${id.slice(0, MARK_LENGTH)}-${file.index}`,
      index: file.index,
      stagingDirectory: this.directories.staging(parts[0], id),
      signal,
    };
  }
}
