import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { User } from '../user.entity.js';

/** One sign-in on one device: the family of all refresh tokens that descend from it. */
@Entity({ name: 'auth_session' })
export class Session {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_auth_session' })
  id: string;

  @Index('ix_auth_session_user_id')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_auth_session_user_id' })
  user?: Relation<User>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', default: () => 'now()' })
  lastUsedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  /** SHA-256 of the browser's session cookie, when the sign-in asked for one. */
  @Index('ux_auth_session_cookie_hash', { unique: true })
  @Column({ name: 'cookie_hash', type: 'text', nullable: true })
  cookieHash: string | null;

  /** The chain of remember tokens that this browser holds; it ends with the session. */
  @Index('ix_auth_session_remember_series_id')
  @Column({ name: 'remember_series_id', type: 'uuid', nullable: true })
  rememberSeriesId: string | null;

  @Column({ name: 'ip_address', type: 'text', nullable: true })
  ipAddress: string | null;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null;
}
