/** How failures of one kind slow down the next attempt. */
export interface BackOff {
  /** Failures that cost nothing. */
  readonly free: number;
  /** Wait after the first one beyond; it doubles with each more, */
  readonly firstWaitMs: number;
  /** up to this. */
  readonly maxWaitMs: number;
  /** Failures are forgotten when none has been added for so long. */
  readonly memoryMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const SIGN_IN_BACK_OFF = {
  /** One account from one address: a person who mistypes, or a patient guesser. */
  pair: { free: 5, firstWaitMs: 2 * SECOND, maxWaitMs: 15 * MINUTE, memoryMs: 60 * MINUTE },
  /** One address, whatever the account: somebody who tries one password on many names. */
  address: { free: 20, firstWaitMs: SECOND, maxWaitMs: 15 * MINUTE, memoryMs: 60 * MINUTE },
  /**
   * One account from addresses that it was never signed in from: many machines that guess together. The wait stays
   * short, so that strangers can slow its owner down but not keep them out; it still allows fewer than 100 guesses an hour.
   */
  account: { free: 10, firstWaitMs: SECOND, maxWaitMs: MINUTE, memoryMs: 60 * MINUTE },
} as const satisfies Record<string, BackOff>;

/** The wait that begins with the given failure, counted from 1. */
export function waitAfter(failures: number, { free, firstWaitMs, maxWaitMs }: BackOff): number {
  return failures <= free ? 0 : Math.min(firstWaitMs * 2 ** (failures - free - 1), maxWaitMs);
}
