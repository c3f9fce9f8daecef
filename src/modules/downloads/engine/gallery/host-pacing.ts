import { setTimeout as sleep } from 'node:timers/promises';

/** Between the starts of two requests to one host. */
const GAP_MS = 100;

/** Keeps requests to one host apart, in the order in which they are asked for. */
export class HostPacing {
  private readonly freeAt = new Map<string, number>();

  /** Resolves when the next request to `host` may start. Rejects with the signal's reason. */
  async turn(host: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = performance.now();
    const at = Math.max(now, this.freeAt.get(host) ?? 0);
    this.freeAt.set(host, at + GAP_MS);
    if (at > now) await sleep(at - now, undefined, { signal });
  }
}
