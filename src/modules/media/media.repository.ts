import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Repository } from 'typeorm';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { applyFilter } from './media-list.query.js';
import type { MediaDraft } from './media-draft.js';
import type { MediaFilter } from './media-filter.js';
import { MediaStatus } from './media-status.js';
import { Media } from './media.entity.js';
import { titleKey } from './title-key.js';

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

  list(filter: MediaFilter): Promise<[Media[], number]> {
    return applyFilter(this.rows.createQueryBuilder('media'), filter).getManyAndCount();
  }

  /** Until the transaction ends, nobody else decides what row stands for this title. */
  async lockIdentity({ title, year, mediaType, tmdbId }: MediaDraft): Promise<void> {
    const keys = [`media:${mediaType}:title:${titleKey(title)}:${year}`];
    if (tmdbId !== null) keys.push(`media:${mediaType}:tmdb:${tmdbId}`);
    for (const key of keys.sort()) {
      await this.uow.manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    }
  }

  async findByIdentity({ id, title, year, mediaType, tmdbId }: MediaDraft): Promise<Media | null> {
    const known =
      (id === undefined ? null : await this.findById(id)) ?? (await this.findByTmdbId(mediaType, tmdbId));
    if (known) return known;
    // A namesake of the same year that has another TMDB id is another title.
    return this.rows.findOne({
      where: {
        titleKey: titleKey(title),
        year: year ?? IsNull(),
        mediaType,
        ...(tmdbId === null ? {} : { tmdbId: IsNull() }),
      },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  private async findByTmdbId(
    mediaType: MediaDraft['mediaType'],
    tmdbId: number | null,
  ): Promise<Media | null> {
    return tmdbId === null ? null : this.rows.findOneBy({ tmdbId, mediaType });
  }

  async insert(id: string, draft: MediaDraft): Promise<Media> {
    const { title, mediaType, year, tmdbId } = draft;
    const { imdbId = null, posterUrl = null, overview = null, rating = null } = draft;
    const key = titleKey(title);
    await this.rows.insert({
      id,
      title,
      titleKey: key,
      searchText: key,
      mediaType,
      year,
      tmdbId,
      imdbId,
      posterUrl,
      overview,
      rating,
    });
    return this.rows.findOneByOrFail({ id });
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
      },
    );
    return this.rows.findOneByOrFail({ id: media.id });
  }

  async moveStatus(id: string, status: MediaStatus): Promise<void> {
    await this.rows.update({ id, status: In(REPLACEABLE[status]) }, { status });
  }
}
