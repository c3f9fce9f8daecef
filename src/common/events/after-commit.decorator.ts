import { SetMetadata } from '@nestjs/common';
import type { DomainEvent, EventName } from './event-map.js';

export const AFTER_COMMIT = Symbol('AFTER_COMMIT');

type Handler<Name extends EventName> = (event: DomainEvent<Name>) => Promise<void>;

/** `*` is every event. */
export type EventPattern = EventName | '*';

type HandlerOf<P extends EventPattern> = Handler<P extends EventName ? P : EventName>;

/**
 * Marks a provider's method as a consumer of an event. It runs in a transaction in which its delivery is
 * noted, at least once, and is tried again by itself when it fails.
 */
export function AfterCommit<P extends EventPattern>(pattern: P) {
  return (target: object, key: string, descriptor: TypedPropertyDescriptor<HandlerOf<P>>): void => {
    SetMetadata(AFTER_COMMIT, pattern)(target, key, descriptor);
  };
}
