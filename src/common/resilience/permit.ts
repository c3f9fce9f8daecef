import type { Problem } from './circuit.js';
import type { CircuitEvent } from './circuit-transitions.js';

/** Leave to make one call. Whoever holds it says once how the call went; what is said later is ignored. */
export class Permit {
  private isSettled = false;

  constructor(
    /** Null for a call through a closed circuit. */
    private readonly probeId: string | null,
    private readonly report: (event: CircuitEvent) => Promise<void>,
  ) {}

  get isProbe(): boolean {
    return this.probeId !== null;
  }

  async succeeded(): Promise<void> {
    await this.settle({ type: 'succeeded', probeId: this.probeId });
  }

  async failed(problem: Problem): Promise<void> {
    await this.settle({ type: 'failed', probeId: this.probeId, problem });
  }

  /** The caller gave up by itself: the service is not to blame, and another may try. */
  async abandoned(): Promise<void> {
    await this.settle(this.probeId === null ? null : { type: 'abandoned', probeId: this.probeId });
  }

  private async settle(event: CircuitEvent | null): Promise<void> {
    if (this.isSettled) return;
    this.isSettled = true;
    if (event) await this.report(event);
  }
}
