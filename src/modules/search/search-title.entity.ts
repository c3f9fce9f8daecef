import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Search } from './search.entity.js';

/**
 * A title that a search found. Its id is that of the catalogue row when the title is in the catalogue, else the one
 * that it will get there; so one id may stand in many searches.
 */
@Entity({ name: 'search_title' })
@Index('ux_search_title_search_id_group_key', ['searchId', 'groupKey'], { unique: true })
@Index('ix_search_title_id', ['id'])
export class SearchTitle {
  @ForeignKey(() => Search, { name: 'fk_search_title_search_id', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'search_id', type: 'uuid', primaryKeyConstraintName: 'pk_search_title' })
  searchId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_search_title' })
  id: string;

  /** Media type, year and normalised title: what makes releases belong together. */
  @Column({ name: 'group_key', type: 'text' })
  groupKey: string;

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'year', type: 'integer', nullable: true })
  year: number | null;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: 'movie' | 'tv';

  @Column({ name: 'tmdb_id', type: 'integer', nullable: true })
  tmdbId: number | null;

  @Column({ name: 'imdb_id', type: 'text', nullable: true })
  imdbId: string | null;

  @Column({ name: 'poster_url', type: 'text', nullable: true })
  posterUrl: string | null;

  @Column({ name: 'rating', type: 'double precision', nullable: true })
  rating: number | null;

  @Column({ name: 'overview', type: 'text', nullable: true })
  overview: string | null;
}
