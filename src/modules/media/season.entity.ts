import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What is known about a season beyond its episodes. */
@Entity({ name: 'season' })
@Index('ux_season_series_id_number', ['seriesId', 'number'], { unique: true })
export class Season {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_season' })
  id: string;

  @ForeignKey('media', { name: 'fk_season_series_id', onDelete: 'CASCADE' })
  @Column({ name: 'series_id', type: 'uuid' })
  seriesId: string;

  /** 0 is for specials. */
  @Column({ name: 'number', type: 'integer' })
  number: number;

  @Column({ name: 'name', type: 'text', nullable: true })
  name: string | null;

  @Column({ name: 'overview', type: 'text', nullable: true })
  overview: string | null;

  @Column({ name: 'poster_url', type: 'text', nullable: true })
  posterUrl: string | null;

  /** YYYY-MM-DD. */
  @Column({ name: 'air_date', type: 'date', nullable: true })
  airDate: string | null;

  @Column({ name: 'tmdb_id', type: 'integer', nullable: true })
  tmdbId: number | null;

  /** As TMDB counts; 0 when it was not asked. */
  @Column({ name: 'episode_count', type: 'integer', default: 0 })
  episodeCount: number;
}
