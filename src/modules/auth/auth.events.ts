import type { Role } from '../../common/access/role.js';
import type { UserStatus } from './user.entity.js';

declare module '../../common/events/event-map.js' {
  interface EventMap {
    'user.registered': { user_id: string; username: string };
    'user.password_changed': { user_id: string };
    'user.role_changed': { user_id: string; role: Role; previous_role: Role };
    'user.status_changed': { user_id: string; status: UserStatus; previous_status: UserStatus };
    /** With everything that belonged to it. */
    'user.deleted': { user_id: string; username: string };
    'session.started': { user_id: string; session_id: string };
    'session.ended': { user_id: string; session_id: string };
    /** A token was shown a second time; `session_id` is null when it was a remember token. */
    'session.compromised': { user_id: string; session_id: string | null };
  }
}

export type AuthEventName =
  | 'user.registered'
  | 'user.password_changed'
  | 'user.role_changed'
  | 'user.status_changed'
  | 'user.deleted'
  | 'session.started'
  | 'session.ended'
  | 'session.compromised';
