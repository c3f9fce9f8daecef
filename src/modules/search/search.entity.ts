import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { SearchMediaType } from './providers/search-provider.js';
import type { QualityPreference } from './scoring/profiles.js';

export const SearchStatus = { Searching: 'searching', Completed: 'completed' } as const;
export type SearchStatus = (typeof SearchStatus)[keyof typeof SearchStatus];

/** One question to several providers. It ends when all have answered, or at its deadline with what has arrived. */
@Entity({ name: 'search' })
@Index('ix_search_owner_id_created_at', ['ownerId', 'createdAt'])
@Index('ix_search_open', ['deadlineAt'], { where: `status = 'searching'` })
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

  @Column({ name: 'quality_preference', type: 'text' })
  qualityPreference: QualityPreference;

  @Column({ name: 'status', type: 'text' })
  status: SearchStatus;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'deadline_at', type: 'timestamptz' })
  deadlineAt: Date;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt: Date | null;

  /** Names the scoring that is asked for and not yet done. */
  @Column({ name: 'scoring_job_id', type: 'uuid', nullable: true })
  scoringJobId: string | null;
}
