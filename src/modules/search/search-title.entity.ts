import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Search } from './search.entity.js';

/**
 * A title that a search found. Its id is that of the catalogue row when the title is in the catalogue, else the one
 * that it will get there; so one id may stand in many searches.
 */
@Entity({ name: 'search_title' })
@Index('ix_search_title_id', ['id'])
export class SearchTitle {
  @ForeignKey(() => Search, { name: 'fk_search_title_search_id', onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'search_id', type: 'uuid', primaryKeyConstraintName: 'pk_search_title' })
  searchId: string;

  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_search_title' })
  id: string;

  /** All of its names as they are compared: what makes releases belong to it. */
  @Column({ name: 'keys', type: 'text', array: true })
  keys: string[];

  @Column({ name: 'title', type: 'text' })
  title: string;

  @Column({ name: 'original_title', type: 'text', nullable: true })
  originalTitle: string | null;

  @Column({ name: 'year', type: 'integer', nullable: true })
  year: number | null;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: 'movie' | 'tv';

  @Column({ name: 'tmdb_id', type: 'integer', nullable: true })
  tmdbId: number | null;

  @Column({ name: 'imdb_id', type: 'text', nullable: true })
  imdbId: string | null;

  /** The catalogue's row, when there was one. */
  @Column({ name: 'media_id', type: 'uuid', nullable: true })
  mediaId: string | null;

  @Column({ name: 'poster_url', type: 'text', nullable: true })
  posterUrl: string | null;

  @Column({ name: 'rating', type: 'double precision', nullable: true })
  rating: number | null;

  @Column({ name: 'overview', type: 'text', nullable: true })
  overview: string | null;

  @Column({ name: 'runtime_minutes', type: 'integer', nullable: true })
  runtimeMinutes: number | null;

  /** Whether somebody who knows titles named it, rather than the name of a release. */
  @Column({ name: 'is_identified', type: 'boolean' })
  isIdentified: boolean;

  /** Providers that found the title or a source of it. */
  @Column({ name: 'found_by', type: 'text', array: true })
  foundBy: string[];

  /** Place in the order of finding, from 0. */
  @Column({ name: 'rank', type: 'integer' })
  rank: number;

  /** The title of the same search that this one turned out to be. Kept, because its id was given out. */
  @Column({ name: 'merged_into', type: 'uuid', nullable: true })
  mergedInto: string | null;
}
