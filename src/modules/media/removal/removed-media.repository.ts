import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { MediaFile } from '../media-file.entity.js';
import { Media } from '../media.entity.js';

const LOCK_TOLD_EPISODES = `
  SELECT id FROM media
   WHERE series_id = $1 AND status = 'wanted' AND metadata_status = 'ready' AND locked_fields = '{}'
     AND NOT EXISTS (SELECT 1 FROM media_file WHERE media_file.media_id = media.id)
   ORDER BY id FOR UPDATE`;

const DELETE_EMPTY_SEASONS = `
  DELETE FROM season
   WHERE series_id = $1 AND NOT EXISTS (
     SELECT 1 FROM media WHERE media.series_id = season.series_id AND media.season_number = season.number)`;

/** A title with what goes when it goes. */
export interface MediaWithParts {
  readonly media: Media;
  /** Of the title itself and of its episodes. */
  readonly ids: readonly string[];
  readonly files: readonly MediaFile[];
}

@Injectable()
export class RemovedMedia {
  constructor(private readonly uow: UnitOfWork) {}

  /** Locks the title and its episodes until the transaction ends: nothing else may begin to refer to them. */
  async lock(id: string): Promise<MediaWithParts | null> {
    const all = await this.uow
      .repository(Media)
      .createQueryBuilder('media')
      .where('media.id = :id OR media.seriesId = :id', { id })
      .orderBy('media.id')
      .setLock('pessimistic_write')
      .getMany();
    const media = all.find((one) => one.id === id);
    if (!media) return null;
    const ids = all.map((one) => one.id);
    const files = await this.uow
      .repository(MediaFile)
      .find({ where: { mediaId: In(ids) }, order: { relativePath: 'ASC' } });
    return { media, ids, files };
  }

  /** False when the row describes another file by now. */
  async forgetFile({ id, downloadId, sizeBytes }: MediaFile): Promise<boolean> {
    const same = { id, sizeBytes, downloadId: downloadId ?? IsNull() };
    const { affected } = await this.uow.repository(MediaFile).delete(same);
    return affected === 1;
  }

  /** Its episodes, files, people and streaming sessions go by the foreign keys. */
  async delete(id: string): Promise<void> {
    await this.uow.repository(Media).delete({ id });
  }

  /** Episodes that nobody has touched: known from TMDB only, without files. Locks them until the transaction ends. */
  async lockToldEpisodes(seriesId: string): Promise<string[]> {
    const rows = await this.uow.manager.query<{ id: string }[]>(LOCK_TOLD_EPISODES, [seriesId]);
    return rows.map(({ id }) => id);
  }

  /** The seasons without episodes go as well. */
  async deleteEpisodes(seriesId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.uow.repository(Media).delete({ id: In([...ids]) });
    await this.uow.manager.query(DELETE_EMPTY_SEASONS, [seriesId]);
  }
}
