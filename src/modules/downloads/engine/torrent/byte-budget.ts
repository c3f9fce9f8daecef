const BLOCK_BYTES = 16_384;
/** What may go out at once after a pause, in seconds of the rate. */
const BURST_SECONDS = 0.25;
const MAX_WAIT_MS = 60_000;

/**
 * A rate in bytes a second, spent in advance: it may be overdrawn by one portion, and is open again once the debt is paid
 * off. Without a rate it is always open.
 */
export class ByteBudget {
  private balance = 0;
  private countedAt: number;

  constructor(
    private rate: number | null,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.countedAt = now();
  }

  setRate(rate: number | null): void {
    this.refill();
    this.rate = rate;
    this.balance = Math.min(this.balance, this.capacity());
  }

  /** Milliseconds until something may be spent; 0 is now. A rate of 0 opens never: look again in a minute. */
  waitMs(): number {
    if (this.rate === null) return 0;
    if (this.rate === 0) return MAX_WAIT_MS;
    this.refill();
    return this.balance >= 0 ? 0 : Math.min(MAX_WAIT_MS, Math.ceil((-this.balance / this.rate) * 1000));
  }

  spend(bytes: number): void {
    if (this.rate === null) return;
    this.refill();
    this.balance -= bytes;
  }

  private refill(): void {
    const now = this.now();
    const seconds = (now - this.countedAt) / 1000;
    this.countedAt = now;
    if (this.rate === null) this.balance = 0;
    else this.balance = Math.min(this.balance + seconds * this.rate, this.capacity());
  }

  private capacity(): number {
    return this.rate === null ? 0 : Math.max(BLOCK_BYTES, this.rate * BURST_SECONDS);
  }
}
