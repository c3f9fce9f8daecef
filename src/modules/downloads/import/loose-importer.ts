import { Injectable } from '@nestjs/common';
import { safeFileName } from '../../../common/files/safe-path.js';
import type { Download, StoredFile } from '../download.entity.js';
import { FilePlacer } from './file-placer.js';

const SECTION = 'Downloads';

/** Brings files of no title into the library as they are, below `Downloads/{release}/`. */
@Injectable()
export class LooseImporter {
  constructor(private readonly placer: FilePlacer) {}

  async import(
    download: Pick<Download, 'id' | 'releaseName' | 'files'>,
    signal: AbortSignal,
  ): Promise<StoredFile[]> {
    const folder = safeFileName(download.releaseName);
    const placed: StoredFile[] = [];
    for (const file of download.files) {
      if (file.is_wanted === false) {
        placed.push(file);
        continue;
      }
      const names = file.path.split('/').map(safeFileName);
      const { relativePath } = await this.placer.place(download, file, [SECTION, folder, ...names], signal);
      placed.push({ ...file, library_path: relativePath });
    }
    return placed;
  }
}
