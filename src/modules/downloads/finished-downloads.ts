import { stat } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataPaths } from '../../common/config/paths.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { ignoring } from '../../common/errors/error-code.js';
import { resolveInside } from '../../common/files/safe-path.js';
import { MediaService } from '../media/index.js';
import { Download } from './download.entity.js';
import { DownloadState } from './download-state.js';

/** So many of the latest are looked at. */
const MOST = 5;

/** What need not be fetched again. */
@Injectable()
export class FinishedDownloads {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly media: MediaService,
    private readonly paths: DataPaths,
  ) {}

  /**
   * A completed download of the same whose every file is still in the library; null when there is none. Files of titles are
   * everybody's, other files their owner's. Asks the disk, so not for use inside a transaction.
   */
  async find(identity: string, ownerId: string): Promise<Download | null> {
    const candidates = await this.uow
      .repository(Download)
      .createQueryBuilder('download')
      .where('download.identity = :identity AND download.state = :state', {
        identity,
        state: DownloadState.Completed,
      })
      .andWhere('(download.owner_id = :ownerId OR download.media_id IS NOT NULL)', { ownerId })
      .orderBy('download.completed_at', 'DESC')
      .addOrderBy('download.id')
      .limit(MOST)
      .getMany();
    for (const one of candidates) if (await this.isWhole(one)) return one;
    return null;
  }

  private async isWhole(download: Download): Promise<boolean> {
    if (download.files.some(({ is_wanted: isWanted }) => isWanted === false)) return false;
    const paths = await this.libraryPathsOf(download);
    for (const one of paths) if (!(await this.exists(one))) return false;
    return paths.length > 0;
  }

  private async libraryPathsOf({ id, files }: Download): Promise<string[]> {
    const loose = files.flatMap(({ library_path: one }) => (one === undefined ? [] : [one]));
    const known = await this.media.filesOfDownload(id);
    return [...loose, ...known.map(({ relativePath }) => relativePath)];
  }

  private async exists(libraryPath: string): Promise<boolean> {
    const found = await ignoring(['ENOENT', 'ENOTDIR'], () =>
      stat(resolveInside(this.paths.library, ...libraryPath.split('/'))),
    );
    return found?.isFile() ?? false;
  }
}
