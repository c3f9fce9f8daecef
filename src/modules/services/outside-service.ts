import type { Problem } from '../../common/resilience/circuit.js';

export const ServiceKind = { SearchProvider: 'search_provider' } as const;
export type ServiceKind = (typeof ServiceKind)[keyof typeof ServiceKind];

/** Something that we depend on and that somebody else runs. */
export interface OutsideService {
  /** As it is written in addresses; unique. Its circuit breaker, if it has one, has the same name. */
  readonly name: string;
  readonly kind: ServiceKind;
  isConfigured(): boolean;
  /** Null when it can be used. Cheap: it is asked every minute. May throw the reason of the signal. */
  checkHealth(signal: AbortSignal): Promise<Problem | null>;
}
