import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
} from 'typeorm';
import type { Relation } from 'typeorm';
import { User } from '../user.entity.js';

/** Who vouches for a person: plex.tv, or the configured OpenID Connect issuer. */
export const IdentityProvider = { Plex: 'plex', Oidc: 'oidc' } as const;
export type IdentityProvider = (typeof IdentityProvider)[keyof typeof IdentityProvider];

/** An account elsewhere that opens one here. Of each issuer, a person links one. */
@Entity({ name: 'external_identity' })
@Check('ck_external_identity_provider', `provider IN ('plex', 'oidc')`)
@Index('ux_external_identity_provider_issuer_subject', ['provider', 'issuer', 'subject'], { unique: true })
@Index('ux_external_identity_user_id_provider_issuer', ['userId', 'provider', 'issuer'], { unique: true })
export class ExternalIdentity {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_external_identity' })
  id: string;

  @Column({ name: 'provider', type: 'text' })
  provider: IdentityProvider;

  @Column({ name: 'issuer', type: 'text' })
  issuer: string;

  /** The issuer's own, unchanging id of the account. */
  @Column({ name: 'subject', type: 'text' })
  subject: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_external_identity_user_id' })
  user?: Relation<User>;

  /** Name and address as of the last use, for people to recognise; nothing is looked up by them. */
  @Column({ name: 'username', type: 'text', nullable: true })
  username: string | null;

  @Column({ name: 'email', type: 'text', nullable: true })
  email: string | null;

  /** The token that the account gave us, sealed. */
  @Column({ name: 'sealed_token', type: 'text', nullable: true, select: false })
  sealedToken: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
