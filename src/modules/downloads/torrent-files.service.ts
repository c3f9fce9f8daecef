import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { DomainError } from '../../common/errors/domain-error.js';
import { safeFileName } from '../../common/files/safe-path.js';
import { Download } from './download.entity.js';
import { visibleTo } from './downloads.service.js';

/** It is no torrent, or no peer has told yet what is in it. */
export class TorrentFileUnknownError extends DomainError {
  readonly code = 'TORRENT_FILE_UNKNOWN';
  readonly kind = 'conflict';
  constructor(kind: string) {
    super('There is no .torrent file of this download, or not yet', { kind });
  }
}

export interface TorrentExport {
  /** Ends in .torrent, and is safe to save under. */
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** The .torrent files of downloads. */
@Injectable()
export class TorrentFiles {
  constructor(private readonly uow: UnitOfWork) {}

  async export(actor: Actor, id: string): Promise<TorrentExport> {
    const query = this.uow
      .repository(Download)
      .createQueryBuilder('download')
      .addSelect('download.metadata')
      .where('download.id = :id', { id });
    const ownerId = visibleTo(actor);
    if (ownerId !== null) query.andWhere('download.ownerId = :ownerId', { ownerId });
    const download = await query.getOne();
    if (!download) throw new NotFoundError('Download', id);
    const { kind, metadata, releaseName } = download;
    if (kind !== 'torrent' || !metadata) throw new TorrentFileUnknownError(kind);
    return { fileName: safeFileName(`${releaseName.slice(0, 100)}.torrent`), bytes: metadata };
  }
}
