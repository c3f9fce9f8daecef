import { TmdbRateLimitedError, TmdbTimeoutError, TmdbUnreachableError } from './tmdb.errors.js';

/** How long what is stored is served without trying again, after TMDB was away. */
const AWAY_MS = 15_000;

/** Remembers in this process that TMDB wants to be left alone, or was away a moment ago. */
export class TmdbPause {
  private limitedUntil = 0;
  private awayUntil = 0;

  note(error: unknown, now: number): void {
    if (error instanceof TmdbRateLimitedError) this.limitedUntil = now + error.retryAfter * 1000;
    if (error instanceof TmdbTimeoutError || error instanceof TmdbUnreachableError) {
      this.awayUntil = now + AWAY_MS;
    }
  }

  end(): void {
    this.awayUntil = 0;
  }

  /** Whether something stored should be served at once: waiting for the next failure helps nobody. */
  prefersStored(now: number): boolean {
    return now < Math.max(this.limitedUntil, this.awayUntil);
  }

  /** Throws while TMDB has asked not to be asked. */
  assertMayAsk(now: number): void {
    if (now < this.limitedUntil) {
      throw new TmdbRateLimitedError(Math.ceil((this.limitedUntil - now) / 1000));
    }
  }
}
