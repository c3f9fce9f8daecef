import type { CheckedStatus } from './service-status.js';

declare module '../../common/events/event-map.js' {
  interface EventMap {
    'service.status_changed': {
      service: string;
      kind: string;
      status: CheckedStatus;
      previous_status: CheckedStatus | null;
      error_code: string | null;
      changed_at: string;
    };
  }
}

export type ServiceEventName = 'service.status_changed';
