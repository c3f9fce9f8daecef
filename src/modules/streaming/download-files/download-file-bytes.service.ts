import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../common/access/actor.js';
import { DownloadFiles } from '../../downloads/index.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { DownloadSource } from '../bytes/download-source.js';
import { LibraryFiles } from '../library-files.js';
import { StreamUnavailableError } from '../streaming.errors.js';
import { WorkerBytes } from '../worker-bytes.js';

/** The bytes of any file of a download, from the library or from the worker that fetches it. */
@Injectable()
export class DownloadFileBytes {
  constructor(
    private readonly files: DownloadFiles,
    private readonly library: LibraryFiles,
    private readonly worker: WorkerBytes,
  ) {}

  /** The caller closes what it gets. Throws NotFoundError, and StreamUnavailableError while no worker has it. */
  async open(actor: Actor, downloadId: string, index: number): Promise<ByteSource> {
    const { fileName, libraryPath, arriving } = await this.files.sourceOf(actor, downloadId, index);
    const id = `${downloadId}-${index}`;
    if (libraryPath !== null) return this.library.open({ id, relativePath: libraryPath }, null);
    if (!arriving) throw new StreamUnavailableError(downloadId);
    return new DownloadSource(id, fileName, arriving.sizeBytes, (range, signal) =>
      this.worker.open(arriving, range, signal),
    );
  }
}
