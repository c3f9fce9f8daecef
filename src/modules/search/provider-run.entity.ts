import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Search } from './search.entity.js';

export const ProviderRunStatus = {
  Pending: 'pending',
  Running: 'running',
  Completed: 'completed',
  Failed: 'failed',
  TimedOut: 'timed_out',
  Cancelled: 'cancelled',
} as const;
export type ProviderRunStatus = (typeof ProviderRunStatus)[keyof typeof ProviderRunStatus];

/** Whether an answer is still to come. */
export const isOpen = ({ status }: ProviderRun): boolean =>
  status === ProviderRunStatus.Pending || status === ProviderRunStatus.Running;

/** The part of a search that one provider answers. */
@Entity({ name: 'search_provider_run' })
@Index('ux_search_provider_run_search_id_provider', ['searchId', 'provider'], { unique: true })
export class ProviderRun {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_search_provider_run' })
  id: string;

  @ForeignKey(() => Search, { name: 'fk_search_provider_run_search_id', onDelete: 'CASCADE' })
  @Column({ name: 'search_id', type: 'uuid' })
  searchId: string;

  @Column({ name: 'provider', type: 'text' })
  provider: string;

  @Column({ name: 'status', type: 'text' })
  status: ProviderRunStatus;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  /** Sources that this provider found, whether or not another found them too. */
  @Column({ name: 'result_count', type: 'integer', default: 0 })
  resultCount: number;

  /** Answered from what another search asked. */
  @Column({ name: 'is_shared', type: 'boolean', default: false })
  isShared: boolean;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
