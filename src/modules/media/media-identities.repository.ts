import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Repository } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import type { MediaDraft } from './media-draft.js';
import type { MediaType } from './media-type.js';
import { Media } from './media.entity.js';
import { MetadataStatus } from './metadata/metadata-status.js';
import type { NewMedia } from './new-media.js';
import { searchTextOf } from './search-text.js';
import { titleKey } from './title-key.js';

/** What a title is recognised by. */
export type MediaIdentity = Pick<MediaDraft, 'title' | 'year' | 'mediaType' | 'tmdbId'>;

/** Which row stands for which title. */
@Injectable()
export class MediaIdentities {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows(): Repository<Media> {
    return this.uow.repository(Media);
  }

  /** Until the transaction ends, nobody else decides what row stands for this title. */
  async lock({ title, year, mediaType, tmdbId }: MediaIdentity): Promise<void> {
    const keys = [`media:${mediaType}:title:${titleKey(title)}:${year}`];
    if (tmdbId !== null) keys.push(`media:${mediaType}:tmdb:${tmdbId}`);
    for (const key of keys.sort()) {
      await this.uow.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    }
  }

  /** The row with the TMDB id, else the one of that name, year and type, by its title or by another of its names. */
  async find(identity: MediaIdentity): Promise<Media | null> {
    const { mediaType, tmdbId } = identity;
    const known = tmdbId === null ? null : await this.rows.findOneBy({ tmdbId, mediaType });
    return known ?? (await this.findByTitle(identity)) ?? this.findByOtherName(identity);
  }

  async findByTmdbIds(mediaType: MediaType, tmdbIds: readonly number[]): Promise<Media[]> {
    return tmdbIds.length === 0 ? [] : this.rows.findBy({ mediaType, tmdbId: In([...tmdbIds]) });
  }

  findEpisode(seriesId: string, seasonNumber: number, episodeNumber: number): Promise<Media | null> {
    return this.rows.findOneBy({ seriesId, seasonNumber, episodeNumber });
  }

  /** False when the title is there already: the unique indexes decide. */
  async insertIfNew(row: NewMedia): Promise<boolean> {
    const isAsked = row.tmdbId !== null && row.mediaType !== 'episode';
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values({
        ...row,
        titleKey: titleKey(row.title),
        searchText: searchTextOf({ ...row, alternativeTitles: [] }),
        ...(isAsked ? { metadataStatus: MetadataStatus.Pending, metadataDueAt: () => 'now()' } : {}),
      })
      .orIgnore()
      .returning('id')
      .execute();
    return Array.isArray(raw) && raw.length > 0;
  }

  /** Gives a row its TMDB id, and fills in what the row doesn't know yet. */
  async identify(media: Media, draft: MediaDraft): Promise<Media> {
    await this.rows.update(
      { id: media.id },
      {
        tmdbId: draft.tmdbId,
        imdbId: media.imdbId ?? draft.imdbId ?? null,
        posterUrl: media.posterUrl ?? draft.posterUrl ?? null,
        overview: media.overview ?? draft.overview ?? null,
        rating: media.rating ?? draft.rating ?? null,
        metadataStatus: MetadataStatus.Pending,
        metadataDueAt: () => 'now()',
        metadataFailures: 0,
      },
    );
    return this.rows.findOneByOrFail({ id: media.id });
  }

  private findByTitle({ title, year, mediaType, tmdbId }: MediaIdentity): Promise<Media | null> {
    return this.rows.findOne({
      where: {
        titleKey: titleKey(title),
        year: year ?? IsNull(),
        mediaType,
        // A namesake of the same year that has another TMDB id is another title.
        ...(tmdbId === null ? {} : { tmdbId: IsNull() }),
      },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /**
   * By the index of whole names. Those of one year and type are few, and sorted here: a limit would tempt PostgreSQL to
   * walk all titles in their order instead.
   */
  private async findByOtherName({ title, year, mediaType, tmdbId }: MediaIdentity): Promise<Media | null> {
    const query = this.rows
      .createQueryBuilder('media')
      .where(`string_to_array(media.search_text, E'\\n') @> ARRAY[:key]::text[]`, { key: titleKey(title) })
      .andWhere({ mediaType, year: year ?? IsNull() });
    const found = await (tmdbId === null ? query : query.andWhere('media.tmdbId IS NULL')).getMany();
    const [oldest] = found.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    return oldest ?? null;
  }
}
