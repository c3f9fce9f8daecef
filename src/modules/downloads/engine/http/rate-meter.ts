const SLOT_MS = 500;
const SLOTS = 10;

/** Bytes a second over the last five seconds. */
export class RateMeter {
  private readonly slots = new Array<number>(SLOTS).fill(0);
  private readonly startedAt = performance.now();
  private slot = 0;

  add(bytes: number): void {
    this.advance();
    const index = this.slot % SLOTS;
    this.slots[index] = (this.slots[index] ?? 0) + bytes;
  }

  get bytesPerSecond(): number {
    this.advance();
    const elapsedMs = performance.now() - this.startedAt;
    const spanMs = Math.min(elapsedMs, (SLOTS - 1) * SLOT_MS + (elapsedMs % SLOT_MS));
    const bytes = this.slots.reduce((sum, count) => sum + count, 0);
    return Math.round((bytes * 1000) / Math.max(SLOT_MS, spanMs));
  }

  /** Empties the slots whose time has passed since. */
  private advance(): void {
    const now = Math.floor((performance.now() - this.startedAt) / SLOT_MS);
    for (let passed = Math.min(now - this.slot, SLOTS); passed > 0; passed -= 1)
      this.slots[(now - passed + 1) % SLOTS] = 0;
    this.slot = now;
  }
}
