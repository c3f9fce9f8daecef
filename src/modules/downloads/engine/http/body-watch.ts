import type { Readable } from 'node:stream';
import { DownloadTimedOutError } from './http.errors.js';

/** A connection that brings less than this over a whole time-out is as good as dead. */
const MIN_BYTES_PER_SECOND = 64;

/** Ends a body that is silent for too long or comes far too slowly. Time in which nobody asked for bytes does not count. */
export class BodyWatch {
  private readonly timer: NodeJS.Timeout;
  private waitsSince: number | null = null;
  private waitedMs = 0;
  private bytes = 0;

  constructor(
    private readonly body: Readable,
    private readonly limitMs: number,
  ) {
    this.timer = setTimeout(() => this.judge(), limitMs).unref();
  }

  /** The next bytes are asked for. */
  ask(): void {
    this.waitsSince = performance.now();
    this.timer.refresh();
  }

  /** So many have come. */
  receive(bytes: number): void {
    this.waitedMs += performance.now() - (this.waitsSince ?? performance.now());
    this.waitsSince = null;
    this.bytes += bytes;
    if (this.waitedMs < this.limitMs) return;
    if (this.bytes * 1000 < MIN_BYTES_PER_SECOND * this.waitedMs) this.end('speed');
    this.waitedMs = 0;
    this.bytes = 0;
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private judge(): void {
    if (this.waitsSince === null) this.timer.refresh();
    else this.end('read');
  }

  private end(limit: 'read' | 'speed'): void {
    this.body.destroy(new DownloadTimedOutError(limit));
  }
}
