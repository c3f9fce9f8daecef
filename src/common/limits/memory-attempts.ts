import type { AttemptCounter, Attempts } from './attempts.js';
import { waitAfter } from './back-off.js';

interface Entry {
  failures: number;
  waitUntil: number;
  expiresAt: number;
}

const MAX_ENTRIES = 50_000;

/** For one process: what counts while Redis is away. Holds a bounded number of keys; the oldest go first. */
export class MemoryAttempts implements Attempts {
  private readonly entries = new Map<string, Entry>();

  async begin(counters: readonly AttemptCounter[], now: number): Promise<number> {
    const waits = counters.map(({ key }) => (this.alive(key, now)?.waitUntil ?? 0) - now);
    const wait = Math.max(0, ...waits);
    if (wait > 0) return wait;
    for (const { key, backOff } of counters) {
      const failures = (this.alive(key, now)?.failures ?? 0) + 1;
      this.put(key, {
        failures,
        waitUntil: now + waitAfter(failures, backOff),
        expiresAt: now + backOff.memoryMs,
      });
    }
    return 0;
  }

  async giveBack(keys: readonly string[]): Promise<void> {
    for (const entry of keys.map((key) => this.entries.get(key))) {
      if (!entry) continue;
      entry.failures = Math.max(0, entry.failures - 1);
      entry.waitUntil = 0;
    }
  }

  async forget(key: string): Promise<void> {
    this.entries.delete(key);
  }

  async remember(key: string, now: number, forMs: number): Promise<void> {
    this.put(key, { failures: 0, waitUntil: 0, expiresAt: now + forMs });
  }

  async isKnown(key: string, now: number): Promise<boolean> {
    return this.alive(key, now) !== undefined;
  }

  private alive(key: string, now: number): Entry | undefined {
    const entry = this.entries.get(key);
    return entry && entry.expiresAt > now ? entry : undefined;
  }

  private put(key: string, entry: Entry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const [oldest] = this.entries.keys();
    if (this.entries.size > MAX_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }
}
