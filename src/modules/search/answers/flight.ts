import { withAbort } from '../providers/with-abort.js';
import type { Finding } from '../providers/search-provider.js';

type Portion = readonly Finding[];

/** Nobody wants the answer any more. */
export class AbandonedError extends Error {}

/** To be called when the provider is being asked, or with true when its answer of before is there. */
export type Begin = (isReplay: boolean) => void;

/**
 * One answer on its way that any number of searches follow: each gets all portions from the first on, whenever it joins.
 * It is aborted when its last follower has left.
 */
export class Flight {
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>;

  private readonly portions: Portion[] = [];
  private readonly abandonment = new AbortController();
  private readonly beginning = Promise.withResolvers<void>();
  private followers = 0;
  private isAnsweredBefore = false;
  private change = Promise.withResolvers<void>();
  private outcome: { readonly error?: unknown } | undefined;

  /** `open` is called at once. */
  constructor(open: (signal: AbortSignal, begin: Begin) => AsyncIterable<Portion>) {
    this.ended = this.run(open(this.abandonment.signal, (isReplay) => this.begin(isReplay)));
  }

  /** False when it has failed or is being aborted: who asks now begins anew. */
  get isJoinable(): boolean {
    return !this.abandonment.signal.aborted && !(this.outcome && 'error' in this.outcome);
  }

  /** Whether the provider was not asked for it. */
  get isReplay(): boolean {
    return this.isAnsweredBefore;
  }

  /** Resolves when the provider is being asked, the answer is there, or it has ended. */
  begun(signal: AbortSignal): Promise<void> {
    return withAbort(this.beginning.promise, signal);
  }

  join(): void {
    this.followers += 1;
  }

  /** Each `join` needs its `leave`. */
  leave(): void {
    this.followers -= 1;
    if (this.followers > 0 || this.outcome) return;
    this.abandonment.abort(new AbandonedError('Nobody waits for this answer'));
  }

  /** All portions, those of before as well. Throws what the provider threw, or the reason of the signal. */
  async *follow(signal: AbortSignal): AsyncGenerator<Portion, void> {
    for (let next = 0; ; next++) {
      while (next >= this.portions.length) {
        if (this.outcome) {
          if ('error' in this.outcome) throw this.outcome.error;
          return;
        }
        await withAbort(this.change.promise, signal);
      }
      signal.throwIfAborted();
      yield this.portions[next] ?? [];
    }
  }

  private async run(source: AsyncIterable<Portion>): Promise<void> {
    try {
      for await (const portion of source) {
        this.portions.push(portion);
        this.announce();
      }
      this.outcome = {};
    } catch (error) {
      this.outcome = { error };
    }
    this.beginning.resolve();
    this.announce();
  }

  private begin(isReplay: boolean): void {
    this.isAnsweredBefore = isReplay;
    this.beginning.resolve();
  }

  private announce(): void {
    const { change } = this;
    this.change = Promise.withResolvers<void>();
    change.resolve();
  }
}
