import type { Finding } from '../providers/search-provider.js';
import type { Flight } from './flight.js';

/** One search's part in an answer. */
export class Following {
  private hasLeft = false;

  constructor(
    private readonly flight: Flight,
    private readonly hasJoined: boolean,
  ) {
    flight.join();
  }

  /** Whether another search's asking gave the answer. Known once it has begun. */
  get isShared(): boolean {
    return this.hasJoined || this.flight.isReplay;
  }

  /** Resolves when the provider is being asked or the answer is there. Rejects with the reason of the signal. */
  begun(signal: AbortSignal): Promise<void> {
    return this.flight.begun(signal);
  }

  /** Throws what the provider threw, or the reason of the signal. */
  portions(signal: AbortSignal): AsyncGenerator<readonly Finding[], void> {
    return this.flight.follow(signal);
  }

  /** Has to be called once nothing more is wanted. */
  leave(): void {
    if (this.hasLeft) return;
    this.hasLeft = true;
    this.flight.leave();
  }
}
