import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { MediaStatus } from './media-status.js';
import type { MediaType } from './media-type.js';

/** A title of the catalogue. Indexes that TypeORM can't express stand in the migration only. */
@Entity({ name: 'media' })
@Check('ck_media_media_type', `media_type IN ('movie', 'tv', 'episode')`)
@Check('ck_media_status', `status IN ('wanted', 'downloading', 'available')`)
@Index('ux_media_tmdb_id_media_type', ['tmdbId', 'mediaType'], {
  unique: true,
  where: 'tmdb_id IS NOT NULL',
})
@Index('ix_media_created_at', ['createdAt', 'id'])
@Index('ix_media_title_key', ['titleKey', 'id'])
// Counts a missing year as a year, which a decorator can't say; the migration makes it.
@Index('ux_media_title_key_year_media_type', { synchronize: false })
@Index('ix_media_search_text', { synchronize: false })
@Index('ix_media_genres', { synchronize: false })
export class Media {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_media' })
  id: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'original_title', type: 'text', nullable: true })
  originalTitle: string | null;

  /** `titleKey(title)`: what makes two spellings the same title. */
  @Column({ name: 'title_key', type: 'text' })
  titleKey: string;

  /** The keys of all names of the title, one a line. */
  @Column({ name: 'search_text', type: 'text', select: false })
  searchText: string;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: MediaType;

  @Column({ name: 'year', type: 'integer', nullable: true })
  year: number | null;

  @Column({ name: 'tmdb_id', type: 'integer', nullable: true })
  tmdbId: number | null;

  @Column({ name: 'imdb_id', type: 'text', nullable: true })
  imdbId: string | null;

  @Column({ name: 'poster_url', type: 'text', nullable: true })
  posterUrl: string | null;

  @Column({ name: 'backdrop_url', type: 'text', nullable: true })
  backdropUrl: string | null;

  @Column({ name: 'overview', type: 'text', nullable: true })
  overview: string | null;

  /** 0 to 10. */
  @Column({ name: 'rating', type: 'double precision', nullable: true })
  rating: number | null;

  /** Lower case: `action`, `sci-fi`. */
  @Column({ name: 'genres', type: 'text', array: true, default: '{}' })
  genres: string[];

  @Column({ name: 'runtime_minutes', type: 'integer', nullable: true })
  runtimeMinutes: number | null;

  @Column({ name: 'status', type: 'text', default: MediaStatus.Wanted })
  status: MediaStatus;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
