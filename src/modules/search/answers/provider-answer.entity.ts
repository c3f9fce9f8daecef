import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const AnswerState = { Asking: 'asking', Complete: 'complete' } as const;
export type AnswerState = (typeof AnswerState)[keyof typeof AnswerState];

/** What a provider answers to a question, for every search that asks the same within some minutes. */
@Entity({ name: 'provider_answer' })
@Check('ck_provider_answer_state', `state IN ('asking', 'complete')`)
@Index('ix_provider_answer_asked_at', ['askedAt'])
export class ProviderAnswer {
  @PrimaryColumn({ name: 'provider', type: 'text', primaryKeyConstraintName: 'pk_provider_answer' })
  provider: string;

  @PrimaryColumn({ name: 'question_key', type: 'text', primaryKeyConstraintName: 'pk_provider_answer' })
  questionKey: string;

  @Column({ name: 'state', type: 'text' })
  state: AnswerState;

  /** Names the process that asks, and its attempt. */
  @Column({ name: 'claim_id', type: 'uuid' })
  claimId: string;

  /** Until then whoever asks is taken to be alive. */
  @Column({ name: 'lease_until', type: 'timestamptz' })
  leaseUntil: Date;

  /** Null while it is asked for. As text, for jsonb refuses some characters that strangers' names may hold. */
  @Column({ name: 'findings', type: 'json', nullable: true })
  findings: unknown;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt: Date;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt: Date | null;
}
