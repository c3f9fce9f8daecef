import { CircuitState, isDue, newCircuit } from './circuit.js';
import type { Circuit, CircuitPolicy, Problem } from './circuit.js';

/** What happened. `probeId` is null for a call that was let through while the circuit was closed. */
export type CircuitEvent =
  | { readonly type: 'probe_begun'; readonly probeId: string; readonly until: Date }
  | { readonly type: 'succeeded'; readonly probeId: string | null }
  | { readonly type: 'failed'; readonly probeId: string | null; readonly problem: Problem }
  /** The caller gave up; nothing is known of the service. */
  | { readonly type: 'abandoned'; readonly probeId: string }
  /** A health check was answered, which is less than the real work. */
  | { readonly type: 'healthy' }
  | { readonly type: 'reset' };

export interface Moment {
  readonly now: Date;
  readonly policy: CircuitPolicy;
  /** From 0 up to, not including, 1. */
  readonly random: number;
}

/** A healthy service's last success is noted this often, not with every call. */
const SUCCESS_NOTED_EVERY_MS = 60_000;
/** Share of a pause that chance may take off, so that callers do not come back all at once. */
const JITTER = 0.2;
/** A service may ask for a day, when its daily quota is used up; more is taken for a mistake. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60_000;

/** The circuit after an event; the same object when nothing changes. */
export function transition(circuit: Circuit, event: CircuitEvent, moment: Moment): Circuit {
  switch (event.type) {
    case 'probe_begun':
      return isDue(circuit, moment.now) ? halfOpen(circuit, event.probeId, event.until, moment) : circuit;
    case 'succeeded':
      return afterSuccess(circuit, event.probeId, moment);
    case 'failed':
      return afterFailure(circuit, event.probeId, event.problem, moment);
    case 'abandoned':
      return isProbe(circuit, event.probeId) ? reopenAtOnce(circuit, moment) : circuit;
    case 'healthy':
      return afterHealthCheck(circuit, moment);
    case 'reset':
      return { ...closed(circuit, 0, moment), openings: 0 };
  }
}

const isProbe = ({ state, probeId }: Circuit, id: string | null): boolean =>
  state === CircuitState.HalfOpen && id !== null && probeId === id;

const halfOpen = (circuit: Circuit, probeId: string, probeUntil: Date, { now }: Moment): Circuit => ({
  ...circuit,
  state: CircuitState.HalfOpen,
  probeId,
  probeUntil,
  changedAt: circuit.state === CircuitState.HalfOpen ? circuit.changedAt : now,
});

const reopenAtOnce = (circuit: Circuit, { now }: Moment): Circuit => ({
  ...circuit,
  state: CircuitState.Open,
  retryAt: now,
  probeId: null,
  probeUntil: null,
  changedAt: now,
});

/** A late success of a call from before the circuit opened says nothing about now. */
function afterSuccess(circuit: Circuit, probeId: string | null, moment: Moment): Circuit {
  if (isProbe(circuit, probeId))
    return { ...closed(circuit, 0, moment), openings: 0, lastSuccessAt: moment.now };
  if (circuit.state !== CircuitState.Closed) return circuit;
  if (circuit.failures === 0 && circuit.openings === 0) return noteSuccess(circuit, moment);
  return { ...circuit, failures: 0, openings: 0, lastSuccessAt: moment.now };
}

/** Closes on probation what has waited long enough: the next failure opens it again, for longer than before. */
function afterHealthCheck(circuit: Circuit, moment: Moment): Circuit {
  if (circuit.state === CircuitState.Closed) return noteSuccess(circuit, moment);
  if (!isDue(circuit, moment.now)) return circuit;
  return { ...closed(circuit, moment.policy.failureThreshold - 1, moment), lastSuccessAt: moment.now };
}

function noteSuccess(circuit: Circuit, { now }: Moment): Circuit {
  const { lastSuccessAt } = circuit;
  const isFresh = lastSuccessAt !== null && now.getTime() - lastSuccessAt.getTime() < SUCCESS_NOTED_EVERY_MS;
  return isFresh ? circuit : { ...circuit, lastSuccessAt: now };
}

function afterFailure(circuit: Circuit, probeId: string | null, problem: Problem, moment: Moment): Circuit {
  const noted = note(circuit, problem, moment);
  if (circuit.state === CircuitState.Closed) {
    const opensAtOnce = problem.kind !== 'failure';
    return opensAtOnce || noted.failures >= moment.policy.failureThreshold
      ? opened(noted, problem, moment)
      : noted;
  }
  if (isProbe(circuit, probeId) || isDue(circuit, moment.now)) return opened(noted, problem, moment);
  return problem.kind === 'slow_down' ? keptLonger(circuit, problem, moment) : circuit;
}

const note = (circuit: Circuit, { kind, code, message }: Problem, { now }: Moment): Circuit => ({
  ...circuit,
  failures: circuit.failures + 1,
  lastErrorKind: kind,
  lastErrorCode: code,
  lastErrorMessage: message,
  lastErrorAt: now,
});

function opened(circuit: Circuit, problem: Problem, moment: Moment): Circuit {
  const openings = circuit.openings + 1;
  return {
    ...circuit,
    state: CircuitState.Open,
    openings,
    openedAt: circuit.state === CircuitState.Closed ? moment.now : circuit.openedAt,
    retryAt: new Date(moment.now.getTime() + pauseOf(problem, openings, moment)),
    probeId: null,
    probeUntil: null,
    changedAt: moment.now,
  };
}

/** A call from before may still learn that the service wants more time than was known. */
function keptLonger(circuit: Circuit, problem: Problem, moment: Moment): Circuit {
  const { state, retryAt } = circuit;
  const until = new Date(moment.now.getTime() + pauseOf(problem, circuit.openings, moment));
  return state === CircuitState.Open && retryAt !== null && until > retryAt
    ? { ...circuit, retryAt: until }
    : circuit;
}

/** In ms. What the service asks for is never cut short; a wrong key is tried as seldom as anything. */
function pauseOf({ kind, retryAfterMs = 0 }: Problem, openings: number, { policy, random }: Moment): number {
  const { firstPauseMs, maxPauseMs } = policy;
  const doublings = Math.min(Math.max(0, openings - 1), 30);
  const pause = kind === 'refusal' ? maxPauseMs : Math.min(firstPauseMs * 2 ** doublings, maxPauseMs);
  return Math.max(pause * (1 - JITTER * random), Math.min(retryAfterMs, MAX_RETRY_AFTER_MS));
}

const closed = (circuit: Circuit, failures: number, { now }: Moment): Circuit => ({
  ...newCircuit(now),
  failures,
  openings: circuit.openings,
  lastErrorKind: circuit.lastErrorKind,
  lastErrorCode: circuit.lastErrorCode,
  lastErrorMessage: circuit.lastErrorMessage,
  lastErrorAt: circuit.lastErrorAt,
  lastSuccessAt: circuit.lastSuccessAt,
});
