import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SearchMediaType } from './providers/search-provider.js';
import type { QualityPreference } from './scoring/profiles.js';

/** Who made the scores: the rules alone, or the rules with a second opinion. */
export const Scorer = { Rules: 'rules', Ai: 'ai' } as const;
export type Scorer = (typeof Scorer)[keyof typeof Scorer];

export const SearchStatus = {
  Searching: 'searching',
  Completed: 'completed',
  Cancelled: 'cancelled',
} as const;
export type SearchStatus = (typeof SearchStatus)[keyof typeof SearchStatus];

/** One question to several providers. It ends when all have answered, at its deadline or when it is cancelled, with what has arrived. */
@Entity({ name: 'search' })
@Index('ix_search_owner_id_created_at', ['ownerId', 'createdAt'])
@Index('ix_search_open', ['deadlineAt'], { where: `status = 'searching'` })
@Index('ix_search_open_owner_id', ['ownerId'], { where: `status = 'searching'` })
@Index('ix_search_created_at', ['createdAt'])
@Index('ix_search_scoring', ['id'], { where: 'scoring_job_id IS NOT NULL' })
export class Search {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_search' })
  id: string;

  @ForeignKey('app_user', { name: 'fk_search_owner_id', onDelete: 'CASCADE' })
  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId: string;

  @Column({ name: 'query', type: 'text' })
  query: string;

  @Column({ name: 'media_type', type: 'text' })
  mediaType: SearchMediaType;

  @Column({ name: 'year', type: 'integer', nullable: true })
  year: number | null;

  @Column({ name: 'tmdb_id', type: 'integer', nullable: true })
  tmdbId: number | null;

  /** Such as `tt0063350`. */
  @Column({ name: 'imdb_id', type: 'text', nullable: true })
  imdbId: string | null;

  @Column({ name: 'season', type: 'integer', nullable: true })
  season: number | null;

  @Column({ name: 'episode', type: 'integer', nullable: true })
  episode: number | null;

  /** What it is scored by. Null when that profile was deleted: then by the built-in one of the preference. */
  @Index('ix_search_quality_profile_id')
  @ForeignKey('quality_profile', { name: 'fk_search_quality_profile_id', onDelete: 'SET NULL' })
  @Column({ name: 'quality_profile_id', type: 'uuid', nullable: true })
  qualityProfileId: string | null;

  @Column({ name: 'quality_preference', type: 'text' })
  qualityPreference: QualityPreference;

  @Column({ name: 'status', type: 'text' })
  status: SearchStatus;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'deadline_at', type: 'timestamptz' })
  deadlineAt: Date;

  /** When it ended, however it did. */
  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt: Date | null;

  /** Names the scoring that is asked for and not yet done. */
  @Column({ name: 'scoring_job_id', type: 'uuid', nullable: true })
  scoringJobId: string | null;

  @Column({ name: 'scorer', type: 'text', default: Scorer.Rules })
  scorer: Scorer;

  /** Why the second opinion is missing although it was asked, for people. */
  @Column({ name: 'scorer_note', type: 'text', nullable: true })
  scorerNote: string | null;
}
