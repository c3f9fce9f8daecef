import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { Session } from '../sessions/session.entity.js';
import { User } from '../user.entity.js';

/** A sign-in at the issuer that one browser began, and the one-time code that it may end with. Holds no secret itself. */
@Entity({ name: 'oidc_sign_in' })
export class OidcSignIn {
  @PrimaryColumn({ name: 'state_hash', type: 'text', primaryKeyConstraintName: 'pk_oidc_sign_in' })
  stateHash: string;

  /** SHA-256 of the secret in the browser's cookie; nonce and PKCE verifier are made from that secret. */
  @Column({ name: 'browser_hash', type: 'text' })
  browserHash: string;

  /** The session that links its account this way; null when it is a sign-in. */
  @Index('ix_oidc_sign_in_link_session_id')
  @Column({ name: 'link_session_id', type: 'uuid', nullable: true })
  linkSessionId: string | null;

  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'link_session_id', foreignKeyConstraintName: 'fk_oidc_sign_in_link_session_id' })
  linkSession?: Relation<Session>;

  @Column({ name: 'wants_remember', type: 'boolean' })
  wantsRemember: boolean;

  /** Of the frontend that will exchange a code for tokens; null when the browser is to get cookies. */
  @Column({ name: 'code_challenge', type: 'text', nullable: true })
  codeChallenge: string | null;

  @Column({ name: 'return_to', type: 'text' })
  returnTo: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Index('ix_oidc_sign_in_expires_at')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  @Index('ix_oidc_sign_in_user_id')
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId: string | null;

  @ManyToOne(() => User, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'fk_oidc_sign_in_user_id' })
  user?: Relation<User>;

  @Index('ux_oidc_sign_in_exchange_hash', { unique: true })
  @Column({ name: 'exchange_hash', type: 'text', nullable: true })
  exchangeHash: string | null;

  @Column({ name: 'exchange_expires_at', type: 'timestamptz', nullable: true })
  exchangeExpiresAt: Date | null;

  @Column({ name: 'exchanged_at', type: 'timestamptz', nullable: true })
  exchangedAt: Date | null;
}
