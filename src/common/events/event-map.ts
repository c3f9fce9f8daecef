/**
 * Every domain event and its payload: snake_case facts of that moment, never entities or secrets.
 * Modules add theirs by declaration merging.
 */
export interface EventMap {}

export type EventName = keyof EventMap & string;

/** A stored event as its consumers see it. */
export interface DomainEvent<Name extends EventName = EventName> {
  readonly id: string;
  readonly name: Name;
  readonly payload: EventMap[Name];
  readonly occurredAt: Date;
}
