/** `open` asks nobody, `half_open` waits for one caller who tries. */
export const CircuitState = { Closed: 'closed', Open: 'open', HalfOpen: 'half_open' } as const;
export type CircuitState = (typeof CircuitState)[keyof typeof CircuitState];

/**
 * What a service did wrong. A `failure` may heal by itself, a `refusal` (a wrong key) needs a person, and `slow_down` is a
 * service that asks for fewer calls.
 */
export interface Problem {
  readonly kind: 'failure' | 'refusal' | 'slow_down';
  readonly code: string;
  /** May be shown to moderators: no URL, no key. */
  readonly message: string;
  /** How long the service wants to be left alone, when it says. */
  readonly retryAfterMs?: number;
}

/** What all processes know of one outside service. */
export interface Circuit {
  readonly state: CircuitState;
  /** Failures in a row. */
  readonly failures: number;
  /** Times in a row that it opened without a success in between; each makes the pause longer. */
  readonly openings: number;
  readonly openedAt: Date | null;
  /** When the next call is let through. */
  readonly retryAt: Date | null;
  /** Whose call decides, while half open; */
  readonly probeId: string | null;
  /** a caller that died does so no longer than this. */
  readonly probeUntil: Date | null;
  readonly lastErrorKind: Problem['kind'] | null;
  readonly lastErrorCode: string | null;
  readonly lastErrorMessage: string | null;
  readonly lastErrorAt: Date | null;
  /** To within a minute. */
  readonly lastSuccessAt: Date | null;
  readonly changedAt: Date;
}

export interface CircuitPolicy {
  /** Failures in a row that open the circuit. */
  readonly failureThreshold: number;
  /** The first pause; it doubles with each opening, */
  readonly firstPauseMs: number;
  /** up to this. */
  readonly maxPauseMs: number;
}

export const newCircuit = (now: Date): Circuit => ({
  state: CircuitState.Closed,
  failures: 0,
  openings: 0,
  openedAt: null,
  retryAt: null,
  probeId: null,
  probeUntil: null,
  lastErrorKind: null,
  lastErrorCode: null,
  lastErrorMessage: null,
  lastErrorAt: null,
  lastSuccessAt: null,
  changedAt: now,
});

/** What a caller may do now: `probe` is a call that decides whether the circuit closes. */
export type Admission = 'pass' | 'probe' | 'refuse';

export function admissionOf(circuit: Circuit, now: Date): Admission {
  if (circuit.state === CircuitState.Closed) return 'pass';
  return isDue(circuit, now) ? 'probe' : 'refuse';
}

/** The pause is over, or whoever tried has died. */
export function isDue({ state, retryAt, probeUntil }: Circuit, now: Date): boolean {
  if (state === CircuitState.Closed) return false;
  const until = state === CircuitState.Open ? retryAt : probeUntil;
  return until === null || until <= now;
}

/** The service itself asked for the pause that lasts. */
export const isAskedToWait = (circuit: Circuit, now: Date): boolean =>
  circuit.state === CircuitState.Open && circuit.lastErrorKind === 'slow_down' && !isDue(circuit, now);
