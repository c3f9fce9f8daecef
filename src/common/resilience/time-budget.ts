/** Time that may be spent waiting for somebody else. What we do between two waits does not count. */
export class TimeBudget {
  private readonly controller = new AbortController();
  private remaining: number;

  /** `onExceeded` makes the reason that `signal` then carries. */
  constructor(
    totalMs: number,
    private readonly onExceeded: () => Error,
  ) {
    this.remaining = totalMs;
  }

  /** Aborted when the time is used up. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get remainingMs(): number {
    return Math.max(0, this.remaining);
  }

  /** Settles as the work does; the work watches `signal` by itself. */
  async spend<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const timer = setTimeout(() => this.controller.abort(this.onExceeded()), this.remainingMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      this.remaining -= performance.now() - startedAt;
    }
  }
}
