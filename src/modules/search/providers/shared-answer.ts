import { ProviderError } from './provider.errors.js';
import { withAbort } from './with-abort.js';

const FETCH_TIMEOUT_MS = 15_000;

/** Something that a provider says of itself, asked for when it is too old. Searches that come meanwhile share the request. */
export class SharedAnswer<T> {
  private current: { answer: Promise<T>; expiresAt: number } | undefined;

  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<T>,
    private readonly keptMs: number,
  ) {}

  async get(signal: AbortSignal): Promise<T> {
    const isFresh = this.current !== undefined && this.current.expiresAt > Date.now();
    const { answer } = isFresh && this.current ? this.current : this.refresh();
    return withAbort(answer, signal);
  }

  private refresh() {
    const entry = { answer: this.fetch(), expiresAt: Date.now() + this.keptMs };
    this.current = entry;
    entry.answer.catch(() => {
      if (this.current === entry) this.current = undefined;
    });
    return entry;
  }

  private async fetch(): Promise<T> {
    // Not the signal of one search: the others that share the request must not fail with it.
    const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
    try {
      return await this.ask(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new ProviderError('PROVIDER_TIMEOUT', 'The provider did not answer in time', { cause: error });
    }
  }
}
