import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { Download } from './download.entity.js';
import { ACTIVE_STATES, DownloadState } from './download-state.js';
import { WorkerNode } from './worker-node.entity.js';

export type NewDownload = Pick<
  Download,
  | 'id'
  | 'ownerId'
  | 'mediaId'
  | 'sourceId'
  | 'kind'
  | 'identity'
  | 'source'
  | 'releaseName'
  | 'infoHash'
  | 'metadata'
  | 'qualityPreference'
  | 'priority'
  | 'limits'
  | 'totalBytes'
>;

/** Whose downloads may be seen; null is everybody's. */
export type Visible = string | null;

export interface TitledDownload {
  readonly download: Download;
  readonly mediaTitle: string;
}

export type DownloadChanges = QueryDeepPartialEntity<Download>;

const MEDIA_TITLE = '(SELECT media.title FROM media WHERE media.id = download.media_id)';

@Injectable()
export class DownloadsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(Download);
  }

  /** Makes the counting of one person's downloads and the insert after it one step; until the transaction ends. */
  async lockOwner(ownerId: string): Promise<void> {
    await this.uow.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('downloads of ' || $1, 0))`, [
      ownerId,
    ]);
  }

  countActive(ownerId: string): Promise<number> {
    return this.rows.countBy({ ownerId, state: In(ACTIVE_STATES) });
  }

  /** Null when the same is being fetched already: the unique index decides, never a read beforehand. */
  async insertIfNew(row: NewDownload): Promise<Download | null> {
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    return Array.isArray(raw) && raw.length > 0 ? this.rows.findOneByOrFail({ id: row.id }) : null;
  }

  async findTitled(id: string, visible: Visible): Promise<TitledDownload | null> {
    const [found] = await titled(this.visibleTo(visible).andWhere('download.id = :id', { id }));
    return found ?? null;
  }

  /** Locks the row until the transaction ends. */
  lock(id: string, visible: Visible): Promise<Download | null> {
    return this.visibleTo(visible)
      .andWhere('download.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
  }

  async update(id: string, changes: DownloadChanges): Promise<Download> {
    await this.rows.update({ id }, changes);
    return this.rows.findOneByOrFail({ id });
  }

  /** A trigger notes the directory that remains, for a worker to delete. */
  async delete(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  findById(id: string): Promise<Download | null> {
    return this.rows.findOneBy({ id });
  }

  /** The one that gets its bytes soonest, when several people fetch releases of one title. */
  findUnfinished(mediaId: string): Promise<Download | null> {
    return this.rows
      .createQueryBuilder('download')
      .where('download.mediaId = :mediaId', { mediaId })
      .andWhere('download.state IN (:...states)', { states: [...ACTIVE_STATES, DownloadState.Paused] })
      .orderBy(`download.state IN ('running', 'importing')`, 'DESC')
      .addOrderBy('download.bytesDone', 'DESC')
      .addOrderBy('download.id')
      .getOne();
  }

  countUnfinished(mediaId: string): Promise<number> {
    return this.rows.countBy({ mediaId, state: In([...ACTIVE_STATES, DownloadState.Paused]) });
  }

  /** Where the worker that holds the download's lease serves its bytes. */
  async findBaseUrl(id: string): Promise<string | null> {
    const node = await this.uow
      .repository(WorkerNode)
      .createQueryBuilder('node')
      .innerJoin(Download, 'download', 'download.workerId = node.id AND download.leaseUntil > now()')
      .where('download.id = :id', { id })
      .getOne();
    return node?.baseUrl ?? null;
  }

  private visibleTo(visible: Visible): SelectQueryBuilder<Download> {
    const query = this.rows.createQueryBuilder('download').where('true');
    return visible === null ? query : query.andWhere('download.ownerId = :visible', { visible });
  }
}

async function titled(query: SelectQueryBuilder<Download>): Promise<TitledDownload[]> {
  const { entities, raw } = await query
    .addSelect(MEDIA_TITLE, 'media_title')
    .getRawAndEntities<{ media_title: string }>();
  return entities.map((download, row) => ({ download, mediaTitle: raw[row]?.media_title ?? '' }));
}
