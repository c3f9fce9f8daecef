import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event that was recorded with the change it tells of, until every consumer has had it. */
@Entity({ name: 'outbox' })
@Index('ix_outbox_due', ['nextAttemptAt'], { where: 'dispatched_at IS NULL' })
export class OutboxEvent {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_outbox' })
  id: string;

  /** Total order of recording. */
  @Column({ name: 'position', type: 'bigint', generated: 'increment' })
  position: string;

  @Column({ name: 'name', type: 'text' })
  name: string;

  @Column({ name: 'payload', type: 'jsonb' })
  payload: Record<string, unknown>;

  @Column({ name: 'occurred_at', type: 'timestamptz', default: () => 'now()' })
  occurredAt: Date;

  @Column({ name: 'next_attempt_at', type: 'timestamptz', default: () => 'now()' })
  nextAttemptAt: Date;

  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts: number;

  @Column({ name: 'dispatched_at', type: 'timestamptz', nullable: true })
  dispatchedAt: Date | null;
}
