import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Repository } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { MediaStatus } from './media-status.js';
import { Media } from './media.entity.js';

const REPLACEABLE: Readonly<Record<MediaStatus, MediaStatus[]>> = {
  wanted: [MediaStatus.Downloading],
  downloading: [MediaStatus.Wanted],
  available: [MediaStatus.Wanted, MediaStatus.Downloading],
};

@Injectable()
export class MediaRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows(): Repository<Media> {
    return this.uow.repository(Media);
  }

  findById(id: string): Promise<Media | null> {
    return this.rows.findOneBy({ id });
  }

  async getById(id: string): Promise<Media> {
    const media = await this.findById(id);
    if (!media) throw new NotFoundError('Media', id);
    return media;
  }

  /** Locks the row against other changes until the transaction ends. */
  lockForUpdate(id: string): Promise<Media | null> {
    return this.rows.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** The row cannot be deleted until the transaction ends. */
  hold(id: string): Promise<Media | null> {
    return this.rows.findOne({ where: { id }, lock: { mode: 'for_key_share' } });
  }

  async update(id: string, changes: QueryDeepPartialEntity<Media>): Promise<Media> {
    await this.rows.update({ id }, changes);
    return this.getById(id);
  }

  async moveStatus(id: string, status: MediaStatus): Promise<void> {
    await this.rows.update({ id, status: In(REPLACEABLE[status]) }, { status });
  }
}
