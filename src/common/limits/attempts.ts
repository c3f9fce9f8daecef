import type { BackOff } from './back-off.js';

/** Failures under one key, and how they slow down. */
export interface AttemptCounter {
  readonly key: string;
  readonly backOff: BackOff;
}

/**
 * Counts attempts as failed from the moment they begin, so that many at once can't slip past the limit; what turns out to
 * be no failure is given back.
 */
export interface Attempts {
  /** Adds a failure to each counter and answers 0; or, while one of them makes the caller wait, adds none and answers the wait in ms. */
  begin(counters: readonly AttemptCounter[], now: number): Promise<number>;
  /** Takes one failure off each counter again, and ends its wait. */
  giveBack(keys: readonly string[]): Promise<void>;
  forget(key: string): Promise<void>;
  /** Notes that something is known under this key, for `forMs`. */
  remember(key: string, now: number, forMs: number): Promise<void>;
  isKnown(key: string, now: number): Promise<boolean>;
}
