import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/access/actor.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import type { Download, StoredFile } from '../download.entity.js';
import { ACTIVE_STATES } from '../download-state.js';
import { DownloadsRepository } from '../downloads.repository.js';
import type { StreamSource } from '../downloads.service.js';
import { visibleTo } from '../downloads.service.js';
import { LibraryDisk } from '../import/library-disk.js';

/** Where the bytes of a file are. */
export const FileAvailability = {
  Library: 'library',
  /** With the worker that fetches it; what is missing is waited for. */
  Arriving: 'arriving',
  /** Not imported, for the library has as good a file of the same. */
  Superseded: 'superseded',
  None: 'none',
} as const;
export type FileAvailability = (typeof FileAvailability)[keyof typeof FileAvailability];

export interface LocatedFile {
  readonly file: StoredFile;
  readonly libraryPath: string | null;
  readonly availability: FileAvailability;
}

/** One file of a download, and where its bytes can be had. */
export interface DownloadFileSource {
  readonly downloadId: string;
  readonly index: number;
  readonly fileName: string;
  /** Below the library's root; null while it is not there. */
  readonly libraryPath: string | null;
  /** Of the worker that has it; null when it is in the library, or its size is not known. */
  readonly arriving: StreamSource | null;
}

/** The files of a download one by one. */
@Injectable()
export class DownloadFiles {
  constructor(
    private readonly downloads: DownloadsRepository,
    private readonly disk: LibraryDisk,
  ) {}

  /** One page, in the order of the download, and how many there are. Throws NotFoundError, also for what others own. */
  async list(
    actor: Actor,
    id: string,
    { offset, limit }: { offset: number; limit: number },
  ): Promise<{ found: LocatedFile[]; total: number }> {
    const download = await this.find(actor, id);
    const page = download.files.slice(offset, offset + limit);
    const found = await Promise.all(page.map((file) => this.locate(download, file)));
    return { found, total: download.files.length };
  }

  /** Throws NotFoundError when there is no such file that the actor may see, or none of it is kept. */
  async sourceOf(actor: Actor, id: string, index: number): Promise<DownloadFileSource> {
    const download = await this.find(actor, id);
    const file = download.files.find((one) => one.index === index);
    const located = file && (await this.locate(download, file));
    if (!located || located.availability === FileAvailability.None || located.availability === 'superseded')
      throw new NotFoundError('File', `${id}/${index}`);
    const fileName = located.file.path.split('/').at(-1) ?? located.file.path;
    const { libraryPath } = located;
    const arriving = libraryPath === null ? await this.arriving(download, located.file, fileName) : null;
    return { downloadId: id, index, fileName, libraryPath, arriving };
  }

  private async find(actor: Actor, id: string): Promise<Download> {
    const found = await this.downloads.findTitled(id, visibleTo(actor));
    if (!found) throw new NotFoundError('Download', id);
    return found.download;
  }

  private async locate(download: Download, file: StoredFile): Promise<LocatedFile> {
    const placed = file.library_path ?? file.media_path;
    if (placed !== undefined && (await this.disk.find(placed)))
      return { file, libraryPath: placed, availability: FileAvailability.Library };
    return { file, libraryPath: null, availability: availabilityOf(download, file) };
  }

  private async arriving(
    download: Download,
    file: StoredFile,
    fileName: string,
  ): Promise<StreamSource | null> {
    if (file.size_bytes === null) return null;
    const baseUrl = await this.downloads.findBaseUrl(download.id);
    const { id: downloadId, ownerId } = download;
    return { downloadId, ownerId, baseUrl, fileIndex: file.index, fileName, sizeBytes: file.size_bytes };
  }
}

function availabilityOf({ state }: Download, file: StoredFile): FileAvailability {
  if (file.is_superseded) return FileAvailability.Superseded;
  const isComing = ACTIVE_STATES.includes(state) && file.is_wanted !== false;
  return isComing ? FileAvailability.Arriving : FileAvailability.None;
}
