import { payloadBytesOf } from '../world/source.js';
import type { Source } from '../world/source.js';

const TICK_MS = 1000;
const LEAST_BYTES_PER_SECOND = 32 * 1024;
const MOST_BYTES_PER_SECOND = 4 * 1024 * 1024;
/** The first source is to be done after this part of the time, the last one just after its end. */
const FIRST = 0.4;
const LAST = 1.1;

/** Slows the sources down so that there is something in flight as long as things are broken, and things also get done. */
export class Pace {
  private timer: NodeJS.Timeout | undefined;
  private readonly startedAt = performance.now();

  constructor(
    private readonly sources: readonly Source[],
    private readonly durationMs: number,
  ) {}

  start(): void {
    this.tick();
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  /** From now on as fast as it goes. */
  end(): void {
    clearInterval(this.timer);
    for (const { gate } of this.sources) gate.setRate(Infinity);
  }

  private tick(): void {
    const spentMs = performance.now() - this.startedAt;
    for (const [index, source] of this.sources.entries()) {
      const part = FIRST + ((LAST - FIRST) * index) / Math.max(1, this.sources.length - 1);
      const leftSeconds = Math.max((this.durationMs * part - spentMs) / 1000, 1);
      const leftBytes = Math.max(payloadBytesOf(source) - source.gate.bytesServed, 0);
      const rate = Math.max(leftBytes / leftSeconds, LEAST_BYTES_PER_SECOND);
      source.gate.setRate(Math.min(rate, MOST_BYTES_PER_SECOND));
    }
  }
}
