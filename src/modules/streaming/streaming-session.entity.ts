import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One person's permission to read one file for some time; the link that was given out names it. */
@Entity({ name: 'streaming_session' })
@Check('ck_streaming_session_source', `(file_id IS NULL) <> (download_id IS NULL)`)
@Index('ix_streaming_session_user_id', ['userId', 'expiresAt'])
export class StreamingSession {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_streaming_session' })
  id: string;

  @ForeignKey('app_user', { name: 'fk_streaming_session_user_id', onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  /** The sign-in that asked for it: signing out ends it. Null when an API key asked. */
  @Index('ix_streaming_session_auth_session_id')
  @ForeignKey('auth_session', { name: 'fk_streaming_session_auth_session_id', onDelete: 'CASCADE' })
  @Column({ name: 'auth_session_id', type: 'uuid', nullable: true })
  authSessionId: string | null;

  @Index('ix_streaming_session_media_id')
  @ForeignKey('media', { name: 'fk_streaming_session_media_id', onDelete: 'CASCADE' })
  @Column({ name: 'media_id', type: 'uuid' })
  mediaId: string;

  /** The library's file, or null when the session began on an unfinished download. */
  @Index('ix_streaming_session_file_id')
  @ForeignKey('media_file', { name: 'fk_streaming_session_file_id', onDelete: 'CASCADE' })
  @Column({ name: 'file_id', type: 'uuid', nullable: true })
  fileId: string | null;

  @Index('ix_streaming_session_download_id')
  @ForeignKey('download', { name: 'fk_streaming_session_download_id', onDelete: 'CASCADE' })
  @Column({ name: 'download_id', type: 'uuid', nullable: true })
  downloadId: string | null;

  @Column({ name: 'quality', type: 'text', nullable: true })
  quality: string | null;

  @Column({ name: 'subtitle_language', type: 'text', nullable: true })
  subtitleLanguage: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;
}
