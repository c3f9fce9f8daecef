/** What a turn can do at its line. */
export interface TurnLine {
  /** Places it in the line once more, for one owner. */
  enter(turn: Turn, owner: string): void;
  /** Takes a slot if one is free: then nobody waits. */
  takeFree(): boolean;
  /** Gives the slot back. */
  leave(): void;
}

/**
 * One call's place in the line of a provider. It may wait for several people at once, who all ask the same: whoever is
 * served first brings it forward for all of them.
 */
export class Turn {
  private readonly owners = new Set<string>();
  private waiting: PromiseWithResolvers<void> | undefined;
  private isHeld = false;

  constructor(private readonly line: TurnLine) {}

  get isWaiting(): boolean {
    return this.waiting !== undefined;
  }

  /** One more person wants it. */
  join(owner: string): void {
    if (this.owners.has(owner)) return;
    this.owners.add(owner);
    if (this.waiting) this.line.enter(this, owner);
  }

  /** True when a slot was free, and is held now. */
  takeNow(): boolean {
    this.isHeld = this.line.takeFree();
    return this.isHeld;
  }

  /** Resolves when a slot is held; rejects with the reason of the signal, and has left the line then. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const waiting = Promise.withResolvers<void>();
    this.waiting = waiting;
    const giveUp = (): void => {
      this.waiting = undefined;
      waiting.reject(signal.reason instanceof Error ? signal.reason : new Error('Given up'));
    };
    signal.addEventListener('abort', giveUp, { once: true });
    for (const owner of this.owners) if (this.isWaiting) this.line.enter(this, owner);
    try {
      await waiting.promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** The slot is there; called by the line. */
  grant(): void {
    const { waiting } = this;
    this.waiting = undefined;
    this.isHeld = true;
    waiting?.resolve();
  }

  /** Harmless when no slot is held. */
  release(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.line.leave();
  }
}
