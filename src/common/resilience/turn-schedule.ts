import type { Allowance } from '../config/rate-limits.js';

/** How calls are spread: so many at once, then one each `intervalMs`. */
export interface Pace {
  readonly intervalMs: number;
  readonly burst: number;
}

/** The whole allowance may be used at once; it then grows back call by call. */
export const paceOf = ({ requests, seconds }: Allowance): Pace => ({
  intervalMs: (seconds * 1000) / requests,
  burst: requests,
});

/** When the allowance of a key will be whole again, in ms since the epoch. */
export interface Reservation {
  readonly wholeAt: number;
  /** Null when the turn would come too late, and none is reserved. */
  readonly waitMs: number | null;
}

/** The next turn (generic cell rate algorithm). `wholeAt` is what the last reservation left. */
export function reserve(
  wholeAt: number,
  { intervalMs, burst }: Pace,
  now: number,
  maxWaitMs: number,
): Reservation {
  const from = Math.max(wholeAt, now);
  const waitMs = Math.ceil(Math.max(0, from - intervalMs * (burst - 1) - now));
  return waitMs > maxWaitMs ? { wholeAt, waitMs: null } : { wholeAt: from + intervalMs, waitMs };
}
