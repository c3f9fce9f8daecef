interface Waiter {
  bytes: number;
  resolve(): void;
}

/** What may come at once after a pause, in seconds of the limit. */
const BURST_SECONDS = 0.25;
const MAX_TIMER_MS = 60_000;

/**
 * A limit of bytes a second, shared fairly by all who take from it; what a child gives out its parents give out too. Null is
 * no limit. A new limit holds at once, also for those who wait already.
 */
export class Bandwidth {
  private readonly waiters: Waiter[] = [];
  private budget: number;
  private filledAt = performance.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private limit: number | null,
    private readonly parent: Bandwidth | null = null,
  ) {
    this.budget = (limit ?? 0) * BURST_SECONDS;
  }

  child(limit: number | null): Bandwidth {
    return new Bandwidth(limit, this);
  }

  /** Bytes a second. */
  setLimit(limit: number | null): void {
    this.fill();
    this.limit = limit;
    this.serve();
  }

  /** Resolves when so many bytes may pass. Rejects with the signal's reason. */
  async take(bytes: number, signal?: AbortSignal): Promise<void> {
    if (this.limit !== null) await this.wait(bytes, signal);
    await this.parent?.take(bytes, signal);
  }

  /** Whether neither it nor a parent has a limit: then nobody needs to ask. */
  get isUnlimited(): boolean {
    return this.limit === null && (this.parent?.isUnlimited ?? true);
  }

  private wait(bytes: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const onAbort = () => {
        const index = this.waiters.indexOf(waiter);
        if (index >= 0) this.waiters.splice(index, 1);
        reject(signal?.reason);
      };
      const done = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const waiter: Waiter = { bytes, resolve: done };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.waiters.push(waiter);
      this.serve();
    });
  }

  /** First come, first served. A budget below zero is what was given out in advance: large takes need no large bucket. */
  private serve(): void {
    clearTimeout(this.timer);
    this.fill();
    while (this.waiters.length > 0 && (this.limit === null || this.budget > 0)) {
      const next = this.waiters.shift();
      this.budget -= next?.bytes ?? 0;
      next?.resolve();
    }
    if (this.waiters.length === 0 || this.limit === null) return;
    const waitMs = ((1 - this.budget) / this.limit) * 1000;
    this.timer = setTimeout(() => this.serve(), Math.min(MAX_TIMER_MS, Math.ceil(waitMs)));
  }

  private fill(): void {
    const now = performance.now();
    const elapsedSeconds = (now - this.filledAt) / 1000;
    this.filledAt = now;
    if (this.limit === null) this.budget = 0;
    else this.budget = Math.min(this.limit * BURST_SECONDS, this.budget + elapsedSeconds * this.limit);
  }
}
