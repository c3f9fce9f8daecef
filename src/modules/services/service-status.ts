import { CircuitState } from '../../common/resilience/circuit.js';
import type { Circuit, Problem } from '../../common/resilience/circuit.js';

/** `degraded` answers, but slowly or while calls to it are paused; `unknown` has not been checked yet. */
export const ServiceStatus = {
  Online: 'online',
  Degraded: 'degraded',
  Offline: 'offline',
  Unconfigured: 'unconfigured',
  Unknown: 'unknown',
} as const;
export type ServiceStatus = (typeof ServiceStatus)[keyof typeof ServiceStatus];

/** What a check can find. */
export type CheckedStatus = Extract<ServiceStatus, 'online' | 'degraded' | 'offline'>;

const SLOW_MS = 5000;

/** What a check finds by itself. A service that asks for fewer calls is there, and will be again. */
export function statusOfCheck(problem: Problem | null, responseTimeMs: number): CheckedStatus {
  if (problem) return problem.kind === 'slow_down' ? ServiceStatus.Degraded : ServiceStatus.Offline;
  return responseTimeMs > SLOW_MS ? ServiceStatus.Degraded : ServiceStatus.Online;
}

/** The check's word, tempered by what those say who really use the service. */
export const tempered = (checked: CheckedStatus, { state }: Circuit): CheckedStatus =>
  checked === ServiceStatus.Online && state !== CircuitState.Closed ? ServiceStatus.Degraded : checked;
