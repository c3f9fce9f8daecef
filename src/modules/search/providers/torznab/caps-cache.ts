import { withAbort } from '../with-abort.js';
import { ProviderError } from '../provider.errors.js';
import { PLAIN_CAPS, readCaps } from './caps.js';
import type { Caps } from './caps.js';
import type { TorznabClient } from './torznab-client.js';

const KEPT_MS = 60 * 60_000;
const FETCH_TIMEOUT_MS = 15_000;

/** The capabilities of an indexer, asked for once an hour. Searches that come meanwhile share the request. */
export class CapsCache {
  private current: { caps: Promise<Caps>; expiresAt: number } | undefined;

  constructor(private readonly client: TorznabClient) {}

  /** Falls back to plain search when the indexer answers, but not with capabilities. */
  async get(signal: AbortSignal): Promise<Caps> {
    if (!this.current || this.current.expiresAt <= Date.now()) this.refresh();
    const { caps } = this.current ?? this.refresh();
    return withAbort(caps, signal);
  }

  private refresh() {
    const entry = { caps: this.fetch(), expiresAt: Date.now() + KEPT_MS };
    this.current = entry;
    entry.caps.catch(() => this.forget(entry));
    return entry;
  }

  private async fetch(): Promise<Caps> {
    // Not the signal of one search: the others that share the request must not fail with it.
    const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
    try {
      return readCaps(await this.client.call({ t: 'caps' }, signal));
    } catch (error) {
      const isAnswer =
        error instanceof ProviderError &&
        ['PROVIDER_RESPONSE_INVALID', 'PROVIDER_UNSUPPORTED'].includes(error.code);
      if (isAnswer) return PLAIN_CAPS;
      if (signal.aborted)
        throw new ProviderError('PROVIDER_TIMEOUT', 'The provider did not answer in time', { cause: error });
      throw error;
    }
  }

  private forget(entry: object): void {
    if (this.current === entry) this.current = undefined;
  }
}
