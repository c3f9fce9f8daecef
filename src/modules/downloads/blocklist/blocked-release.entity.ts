import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Something that could not be fetched and is not to be chosen again by itself. People may still ask for it. */
@Entity({ name: 'blocked_release' })
@Unique('ux_blocked_release_identity', ['identity'])
export class BlockedRelease {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_blocked_release' })
  id: string;

  /** As in `download.identity`. */
  @Column({ name: 'identity', type: 'text' })
  identity: string;

  /** Null for files of no title, and when the title is gone. */
  @Index('ix_blocked_release_media_id')
  @ForeignKey('media', { name: 'fk_blocked_release_media_id', onDelete: 'SET NULL' })
  @Column({ name: 'media_id', type: 'uuid', nullable: true })
  mediaId: string | null;

  @Column({ name: 'release_name', type: 'text' })
  releaseName: string;

  /** The code of the error that it ended with. */
  @Column({ name: 'reason', type: 'text' })
  reason: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Null: until somebody takes it off. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;
}
