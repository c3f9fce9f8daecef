const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long what TMDB says of a title is good. */
export const SETTLED_MS = 30 * DAY_MS;
/** Of a series that goes on, and of what has not been released yet. */
export const MOVING_MS = DAY_MS;
/** After an answer from a cache that TMDB could not confirm. */
export const UNCONFIRMED_MS = HOUR_MS;
/** An id that TMDB doesn't know is not going to come back soon. */
export const VANISHED_MS = 30 * DAY_MS;

const FIRST_WAIT_MS = MINUTE_MS;
const MAX_AWAY_WAIT_MS = 6 * HOUR_MS;
const MAX_REFUSED_WAIT_MS = 7 * DAY_MS;
/** Titles that were added together shall not stay together. */
const SPREAD = 0.1;

export interface Freshness {
  readonly isStale: boolean;
  readonly isInProduction: boolean;
  /** YYYY-MM-DD. */
  readonly releaseDate: string | null;
}

/** Milliseconds until TMDB is asked again. `random` is from 0 to 1. */
export function waitAfterAnswer(
  { isStale, isInProduction, releaseDate }: Freshness,
  now: Date,
  random: number,
): number {
  if (isStale) return UNCONFIRMED_MS;
  const isUnreleased = releaseDate === null || releaseDate > now.toISOString().slice(0, 10);
  const wait = isInProduction || isUnreleased ? MOVING_MS : SETTLED_MS;
  return Math.round(wait * (1 - SPREAD * random));
}

/** Milliseconds until the next attempt, after so many failures in a row, counted from 1. */
export function waitAfterFailure(failures: number, kind: 'away' | 'refused'): number {
  const longest = kind === 'away' ? MAX_AWAY_WAIT_MS : MAX_REFUSED_WAIT_MS;
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), longest);
}
