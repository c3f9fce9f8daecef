import { UpstreamTimeoutError } from './fetch.errors.js';
import type { TimeoutPhase } from './fetch.errors.js';

const MAX_TIMER_MS = 2 ** 31 - 1;

/** The clock of one request with all its redirects: a total limit, a limit for the present phase, and the caller's signal. */
export class Exchange {
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly total: NodeJS.Timeout | undefined;
  private phase: NodeJS.Timeout | undefined;

  constructor(totalMs: number, caller?: AbortSignal) {
    this.signal = caller ? AbortSignal.any([caller, this.controller.signal]) : this.controller.signal;
    this.total = this.startTimer('total', totalMs);
  }

  enter(phase: TimeoutPhase, limitMs: number): void {
    clearTimeout(this.phase);
    this.phase = this.startTimer(phase, limitMs);
  }

  leavePhase(): void {
    clearTimeout(this.phase);
  }

  end(): void {
    clearTimeout(this.phase);
    clearTimeout(this.total);
  }

  /** Settles as `pending` does, or fails at once when time is up; what arrives afterwards goes to `discard`. */
  race<T>(pending: Promise<T>, discard: (late: T) => void): Promise<T> {
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      const onAbort = (): void => {
        reject(signal.reason);
        pending.then(discard, () => undefined);
      };
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  private startTimer(phase: TimeoutPhase, limitMs: number): NodeJS.Timeout | undefined {
    if (limitMs === 0) return undefined;
    const abort = (): void => this.controller.abort(new UpstreamTimeoutError(phase));
    return setTimeout(abort, Math.min(limitMs, MAX_TIMER_MS)).unref();
  }
}
