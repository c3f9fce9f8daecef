import type { Role } from '../../../common/access/role.js';

/** A session that is good at this moment, with what a request needs to know of its owner. */
export interface LiveSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  readonly requiresPasswordChange: boolean;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

export interface LiveSessionRow {
  id: string;
  user_id: string;
  username: string;
  role: Role;
  requires_password_change: boolean;
  last_used_at: Date;
  expires_at: Date;
}

export const LIVE_COLUMNS =
  's.id, s.user_id, u.username, u.role, u.requires_password_change, s.last_used_at, s.expires_at';

/** The condition under which session `s` of account `u` is good. */
export const IS_LIVE = `s.revoked_at IS NULL AND s.expires_at > now() AND u.status = 'active'`;

export const toLiveSession = (row: LiveSessionRow): LiveSession => ({
  sessionId: row.id,
  userId: row.user_id,
  username: row.username,
  role: row.role,
  requiresPasswordChange: row.requires_password_change,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
});
