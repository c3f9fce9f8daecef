import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a deleted download may have left on disk. Written by a trigger, so that no way of deleting rows forgets it. */
@Entity({ name: 'download_leftover' })
export class DownloadLeftover {
  @PrimaryColumn({ name: 'download_id', type: 'uuid', primaryKeyConstraintName: 'pk_download_leftover' })
  downloadId: string;

  @Index('ix_download_leftover_identity')
  @Column({ name: 'identity', type: 'text' })
  identity: string;

  /** The one that had the download's lease. */
  @Column({ name: 'worker_id', type: 'uuid', nullable: true })
  workerId: string | null;

  /** Until then that worker may still be writing there. */
  @Column({ name: 'held_until', type: 'timestamptz' })
  heldUntil: Date;

  /** Until then a worker is deleting it. */
  @Column({ name: 'claimed_until', type: 'timestamptz', nullable: true })
  claimedUntil: Date | null;
}
