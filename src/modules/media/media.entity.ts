import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { LockableField } from './lockable-field.js';
import { MediaStatus } from './media-status.js';
import { MetadataStatus } from './metadata/metadata-status.js';
import type { MediaType } from './media-type.js';

/** A title of the catalogue. Indexes that TypeORM can't express stand in the migration only. */
@Entity({ name: 'media' })
@Check('ck_media_media_type', `media_type IN ('movie', 'tv', 'episode')`)
@Check('ck_media_status', `status IN ('wanted', 'downloading', 'available')`)
@Check('ck_media_metadata_status', `metadata_status IN ('none', 'pending', 'ready', 'failed')`)
@Check(
  'ck_media_episode',
  `CASE WHEN series_id IS NULL THEN season_number IS NULL AND episode_number IS NULL
        ELSE media_type = 'episode' AND season_number IS NOT NULL AND episode_number IS NOT NULL END`,
)
@Index('ux_media_tmdb_id_media_type', ['tmdbId', 'mediaType'], {
  unique: true,
  where: 'tmdb_id IS NOT NULL',
})
@Index('ux_media_series_id_season_number_episode_number', ['seriesId', 'seasonNumber', 'episodeNumber'], {
  unique: true,
  where: 'series_id IS NOT NULL',
})
@Index('ix_media_metadata_due_at', ['metadataDueAt'], { where: 'metadata_due_at IS NOT NULL' })
// Counts a missing year as a year, which a decorator can't say; the migration makes it.
@Index('ux_media_title_key_year_media_type', { synchronize: false })
@Index('ix_media_search_text', { synchronize: false })
@Index('ix_media_genres', { synchronize: false })
@Index('ix_media_names', { synchronize: false })
// One for every order of lists, with the other columns that filters read.
@Index('ix_media_media_type_created_at', { synchronize: false })
@Index('ix_media_media_type_title_key', { synchronize: false })
@Index('ix_media_media_type_year', { synchronize: false })
@Index('ix_media_media_type_year_desc', { synchronize: false })
@Index('ix_media_media_type_rating', { synchronize: false })
@Index('ix_media_media_type_rating_desc', { synchronize: false })
export class Media {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_media' })
  id: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'original_title', type: 'text', nullable: true })
  originalTitle: string | null;

  /** `titleKey(title)`: what makes two spellings the same title. */
  @Column({ name: 'title_key', type: 'text', collation: 'C' })
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

  /** Of an episode: the series that it belongs to. */
  @ForeignKey('media', { name: 'fk_media_series_id', onDelete: 'CASCADE' })
  @Column({ name: 'series_id', type: 'uuid', nullable: true })
  seriesId: string | null;

  /** 0 is for specials. */
  @Column({ name: 'season_number', type: 'integer', nullable: true })
  seasonNumber: number | null;

  @Column({ name: 'episode_number', type: 'integer', nullable: true })
  episodeNumber: number | null;

  /** YYYY-MM-DD: when it was first released or broadcast. */
  @Column({ name: 'air_date', type: 'date', nullable: true })
  airDate: string | null;

  /** Age rating: `PG-13`. */
  @Column({ name: 'certification', type: 'text', nullable: true })
  certification: string | null;

  @Column({ name: 'alternative_titles', type: 'text', array: true, default: '{}' })
  alternativeTitles: string[];

  /** What a person has set, by its name on the wire; TMDB does not overwrite it. */
  @Column({ name: 'locked_fields', type: 'text', array: true, default: '{}' })
  lockedFields: LockableField[];

  @Column({ name: 'metadata_status', type: 'text', default: MetadataStatus.None })
  metadataStatus: MetadataStatus;

  /** Code of what went wrong when TMDB was last asked. */
  @Column({ name: 'metadata_error', type: 'text', nullable: true })
  metadataError: string | null;

  @Column({ name: 'metadata_fetched_at', type: 'timestamptz', nullable: true })
  metadataFetchedAt: Date | null;

  /** When TMDB is to be asked next; null for what has no TMDB id, and for episodes, which come with their series. */
  @Column({ name: 'metadata_due_at', type: 'timestamptz', nullable: true })
  metadataDueAt: Date | null;

  /** In a row, since TMDB last answered. */
  @Column({ name: 'metadata_failures', type: 'integer', default: 0 })
  metadataFailures: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
