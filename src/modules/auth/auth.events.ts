declare module '../../common/events/event-map.js' {
  interface EventMap {
    'user.registered': { user_id: string; username: string };
    'session.started': { user_id: string; session_id: string };
    'session.ended': { user_id: string; session_id: string };
    'session.compromised': { session_id: string };
  }
}

export type AuthEventName = 'user.registered' | 'session.started' | 'session.ended' | 'session.compromised';
