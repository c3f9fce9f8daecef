import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Repository } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import type { NewMediaFile } from './media-draft.js';
import { MediaFile } from './media-file.entity.js';
import { labelHolds, sharedFilesOf } from './shared-files.js';

const NOTHING_KNOWN = {
  downloadId: null,
  container: null,
  codecVideo: null,
  codecAudio: null,
  resolution: null,
  width: null,
  height: null,
  hdrFormat: null,
  episodeLabel: null,
  durationSeconds: null,
  audioTracks: [],
  subtitleTracks: [],
  subtitleFiles: [],
  isHardlink: null,
  qualityScore: null,
  checksumSha256: null,
} satisfies Partial<NewMediaFile>;

/** Which files of series; of other titles all are meant. */
export interface TitleFilesFilter {
  /** Most files a title. */
  readonly limit: number;
  /** All when null. */
  readonly season: number | null;
  readonly episode: number | null;
}

interface ListedFile {
  readonly id: string;
  readonly title_id: string;
}

const FILES_OF_TITLES = `
  SELECT file.id, file.title_id FROM unnest($1::uuid[]) AS title (id) CROSS JOIN LATERAL (
    SELECT media_file.id, title.id AS title_id, media.season_number, media.episode_number, media_file.quality_score
    FROM media_file JOIN media ON media.id = media_file.media_id
    WHERE (media.id = title.id OR media.series_id = title.id)
      AND ($3::int IS NULL OR media.season_number IS NULL OR media.season_number = $3)
      AND ($4::int IS NULL OR media.episode_number IS NULL OR media.episode_number = $4
        OR ${labelHolds('media_file.episode_label', '$4::int')})
    ORDER BY media.season_number NULLS FIRST, media.episode_number, media_file.quality_score DESC NULLS LAST, media_file.id
    LIMIT $2
  ) AS file
  ORDER BY file.title_id, file.season_number NULLS FIRST, file.episode_number, file.quality_score DESC NULLS LAST, file.id`;

/** Its own, those of its episodes, and those in which it is one of several episodes. */
const FILES_OF_TITLE = `
  SELECT own.id FROM media_file AS own WHERE own.media_id = :id
  UNION
  SELECT part.id FROM media AS episode JOIN media_file AS part ON part.media_id = episode.id WHERE episode.series_id = :id
  UNION
  SELECT shared.id FROM media AS title CROSS JOIN LATERAL (SELECT shared.id ${sharedFilesOf('title')}) AS shared WHERE title.id = :id`;

@Injectable()
export class MediaFilesRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows(): Repository<MediaFile> {
    return this.uow.repository(MediaFile);
  }

  findById(id: string): Promise<MediaFile | null> {
    return this.rows.findOneBy({ id });
  }

  /** Best first; of a series also those of its episodes. */
  listByMedia(mediaId: string): Promise<MediaFile[]> {
    return this.rows
      .createQueryBuilder('file')
      .where(`file.id IN (${FILES_OF_TITLE})`, { id: mediaId })
      .orderBy('file.qualityScore', 'DESC', 'NULLS LAST')
      .addOrderBy('file.sizeBytes', 'DESC')
      .addOrderBy('file.id')
      .getMany();
  }

  listByDownload(downloadId: string): Promise<MediaFile[]> {
    return this.rows.find({ where: { downloadId }, order: { relativePath: 'ASC' } });
  }

  /** Files of titles and of their episodes, by the id of the title; at most so many each, in order of the episodes. */
  async listByTitles(
    titleIds: readonly string[],
    { limit, season, episode }: TitleFilesFilter,
  ): Promise<Map<string, MediaFile[]>> {
    const parameters = [titleIds, limit, season, episode];
    const listed = await this.uow.manager.query<ListedFile[]>(FILES_OF_TITLES, parameters);
    const files = await this.rows.findBy({ id: In(listed.map(({ id }) => id)) });
    const byId = new Map(files.map((file) => [file.id, file]));
    const found = new Map<string, MediaFile[]>(titleIds.map((id) => [id, []]));
    for (const { id, title_id: titleId } of listed) {
      const file = byId.get(id);
      if (file) found.get(titleId)?.push(file);
    }
    return found;
  }

  /**
   * One row a path: an import never overwrites a file, so a path that comes again from another download tells that the
   * earlier file is gone, and the row then describes its successor.
   */
  async put(file: NewMediaFile): Promise<{ row: MediaFile; isNew: boolean }> {
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values({ id: randomUUID(), ...file })
      .orIgnore()
      .returning('id')
      .execute();
    const { relativePath, downloadId = null } = file;
    const row = await this.rows.findOneOrFail({
      where: { relativePath },
      lock: { mode: 'pessimistic_write' },
    });
    if (Array.isArray(raw) && raw.length > 0) return { row, isNew: true };
    if (row.downloadId === downloadId && row.mediaId === file.mediaId) return { row, isNew: false };
    await this.rows.update({ id: row.id }, { ...NOTHING_KNOWN, ...file });
    return { row: await this.rows.findOneByOrFail({ id: row.id }), isNew: true };
  }

  /** What is recorded of the files of a title does not change elsewhere until the transaction ends. */
  async lockFilesOf(mediaId: string): Promise<void> {
    await this.uow.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('files of ' || $1, 0))`, [
      mediaId,
    ]);
  }

  async remove(id: string): Promise<boolean> {
    const { affected } = await this.rows.delete({ id });
    return affected === 1;
  }

  /** Oldest first. */
  listWithoutChecksum(limit: number): Promise<MediaFile[]> {
    return this.rows.find({
      where: { checksumSha256: IsNull() },
      order: { downloadedAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  /** Not when the row has come to describe another file meanwhile. */
  async setChecksum({ id, relativePath, downloadId }: MediaFile, checksumSha256: string): Promise<void> {
    const file = { id, relativePath, downloadId: downloadId ?? IsNull(), checksumSha256: IsNull() };
    await this.rows.update(file, { checksumSha256 });
  }
}
