import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Relation } from 'typeorm';
import { Session } from '../sessions/session.entity.js';

/** A PIN that plex.tv made for one browser; good for one sign-in or one link. */
@Entity({ name: 'plex_pin' })
export class PlexPin {
  @PrimaryColumn({ name: 'id', type: 'uuid', primaryKeyConstraintName: 'pk_plex_pin' })
  id: string;

  /** plex.tv's own id of it. */
  @Column({ name: 'plex_pin_id', type: 'text' })
  plexPinId: string;

  @Column({ name: 'code', type: 'text' })
  code: string;

  @Column({ name: 'client_identifier', type: 'text' })
  clientIdentifier: string;

  /** SHA-256 of the secret in the browser's cookie. */
  @Column({ name: 'browser_hash', type: 'text' })
  browserHash: string;

  /** The session that links its account with this PIN; null when the PIN is for signing in. */
  @Index('ix_plex_pin_link_session_id')
  @Column({ name: 'link_session_id', type: 'uuid', nullable: true })
  linkSessionId: string | null;

  @ManyToOne(() => Session, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'link_session_id', foreignKeyConstraintName: 'fk_plex_pin_link_session_id' })
  linkSession?: Relation<Session>;

  /** The account's token between approval and use, sealed. */
  @Column({ name: 'sealed_token', type: 'text', nullable: true })
  sealedToken: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Index('ix_plex_pin_expires_at')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'polled_at', type: 'timestamptz', nullable: true })
  polledAt: Date | null;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}

export const PlexPinStatus = {
  Waiting: 'waiting',
  Authorized: 'authorized',
  Expired: 'expired',
  Used: 'used',
} as const;
export type PlexPinStatus = (typeof PlexPinStatus)[keyof typeof PlexPinStatus];

/** As far as is known here; plex.tv may know more. */
export function statusOf({ usedAt, expiresAt, sealedToken }: PlexPin, now = Date.now()): PlexPinStatus {
  if (usedAt) return PlexPinStatus.Used;
  if (expiresAt.getTime() <= now) return PlexPinStatus.Expired;
  return sealedToken === null ? PlexPinStatus.Waiting : PlexPinStatus.Authorized;
}
