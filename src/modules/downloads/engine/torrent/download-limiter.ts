import type Wire from 'bittorrent-protocol';
import type { Torrent } from 'webtorrent';
import { ByteBudget } from './byte-budget.js';

/**
 * Keeps one torrent below its own rate by asking for no more than that: whatever the peers and however they came. The
 * client's own limit is for all torrents together, and works on what has arrived already.
 */
export class DownloadLimiter {
  private readonly budget: ByteBudget;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly torrent: Torrent,
    rate: number | null,
  ) {
    this.budget = new ByteBudget(rate);
    const request = torrent._request.bind(torrent);
    const updateWire = torrent._updateWire.bind(torrent);
    torrent._request = (wire, piece, hotswap) =>
      this.isOpen() && this.count(wire, request(wire, piece, hotswap));
    // Not even looked for: with nothing to spend, every piece would be tried in vain.
    torrent._updateWire = (wire) => (this.isOpen() ? updateWire(wire) : false);
  }

  setRate(rate: number | null): void {
    this.budget.setRate(rate);
    // It waits for what the old rate allowed.
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (!this.torrent.destroyed) this.torrent._update();
  }

  /** Whether something may be asked for now; when not, the torrent looks again by itself as soon as it may. */
  isOpen(): boolean {
    const waitMs = this.budget.waitMs();
    if (waitMs === 0) return true;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      if (!this.torrent.destroyed) this.torrent._update();
    }, waitMs).unref();
    return false;
  }

  private count(wire: Wire, isRequested: boolean): boolean {
    if (isRequested) this.budget.spend(wire.requests.at(-1)?.length ?? 0);
    return isRequested;
  }
}
