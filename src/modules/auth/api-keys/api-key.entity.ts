import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import type { Scope } from '../../../common/access/scope.js';
import { User } from '../user.entity.js';

/** A key for programs that act for a person. The key itself is known only by its SHA-256. */
@Entity({ name: 'api_key' })
export class ApiKey {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_api_key' })
  id: string;

  @Index('ix_api_key_user_id')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_api_key_user_id' })
  user?: Relation<User>;

  @Column({ name: 'name', type: 'text' })
  name: string;

  /** The part that may be shown, so that a person finds the key again. */
  @Column({ name: 'prefix', type: 'text' })
  prefix: string;

  @Index('ux_api_key_key_hash', { unique: true })
  @Column({ name: 'key_hash', type: 'text' })
  keyHash: string;

  @Column({ name: 'scopes', type: 'text', array: true })
  scopes: Scope[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
