import { Injectable } from '@nestjs/common';

/** How many rows match; at least so many when it is not exact. */
export interface Total {
  readonly total: number;
  readonly isExact: boolean;
}

interface Kept extends Total {
  readonly countedAt: number;
}

/** What is counted faster than this is counted every time. */
const CHEAP_MS = 20;
const FRESH_MS = 10_000;
/** Until then the old number is told while a new one is being counted. */
const STALE_MS = 60_000;
const MAX_KEPT = 500;

/**
 * Totals of lists. Counting hundreds of thousands of rows takes longer than reading a page, so numbers that were slow
 * to find are kept for a while, in this process; one count of a list runs at a time.
 */
@Injectable()
export class MediaTotals {
  private readonly kept = new Map<string, Kept>();
  private readonly running = new Map<string, Promise<Total>>();

  async get(key: string, count: () => Promise<Total>): Promise<Total> {
    const known = this.peek(key);
    if (known === undefined) return this.count(key, count);
    const age = performance.now() - known.countedAt;
    if (age >= FRESH_MS) void this.count(key, count).catch(() => this.kept.delete(key));
    return known;
  }

  /** What is known of a list without counting. */
  peek(key: string): Kept | undefined {
    const known = this.kept.get(key);
    return known && performance.now() - known.countedAt < STALE_MS ? known : undefined;
  }

  /** Keeps what was found in `tookMs`, if finding it again would be slow. */
  keep(key: string, total: Total, tookMs: number): void {
    this.kept.delete(key);
    if (tookMs < CHEAP_MS) return;
    this.kept.set(key, { ...total, countedAt: performance.now() });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }

  private count(key: string, count: () => Promise<Total>): Promise<Total> {
    const running = this.running.get(key);
    if (running) return running;
    const startedAt = performance.now();
    const counting = count()
      .then((total) => {
        this.keep(key, total, performance.now() - startedAt);
        return total;
      })
      .finally(() => this.running.delete(key));
    this.running.set(key, counting);
    return counting;
  }
}
