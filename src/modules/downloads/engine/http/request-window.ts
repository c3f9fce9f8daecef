import type { Segment } from './segment-plan.js';

const MIB = 1024 * 1024;
const FIRST_BYTES = 4 * MIB;
const MIN_BYTES = MIB;
const MAX_BYTES = 64 * MIB;
/** A request should take about so long: then what other connections may take over is never far away. */
const TARGET_SECONDS = 8;

/**
 * How much one connection asks for at a time. Bytes that were asked for are never given to another connection, so nothing is
 * sent twice; and no connection is left alone for long with what it has asked for.
 */
export class RequestWindow {
  private bytes = FIRST_BYTES;

  constructor(private readonly segments: number) {}

  /** The end (exclusive) of what to ask for next. A lone connection asks for everything at once. */
  endFor({ position, end }: Segment): number {
    return this.segments <= 1 ? end : Math.min(end, position + this.bytes);
  }

  learn(bytes: number, elapsedMs: number): void {
    const wanted = (bytes / Math.max(1, elapsedMs)) * 1000 * TARGET_SECONDS;
    this.bytes = Math.round(Math.min(MAX_BYTES, this.bytes * 4, Math.max(MIN_BYTES, wanted)));
  }
}
