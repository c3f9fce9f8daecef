declare module '../../common/events/event-map.js' {
  interface EventMap {
    'user.registered': { user_id: string; username: string };
    'user.password_changed': { user_id: string };
    'session.started': { user_id: string; session_id: string };
    'session.ended': { user_id: string; session_id: string };
    /** A token was shown a second time; `session_id` is null when it was a remember token. */
    'session.compromised': { user_id: string; session_id: string | null };
  }
}

export type AuthEventName =
  'user.registered' | 'user.password_changed' | 'session.started' | 'session.ended' | 'session.compromised';
