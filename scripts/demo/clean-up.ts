type Action = () => Promise<void>;

/** What must be undone, newest first, however the demo ends. */
export class CleanUp {
  private readonly actions: Action[] = [];
  private running: Promise<void> | undefined;

  /** Also while things are being undone: it is undone next then. */
  add(action: Action): void {
    this.actions.unshift(action);
  }

  /** Undoes everything, past failures too, and rejects with the first of them. Whoever calls meanwhile waits for the same end. */
  run(): Promise<void> {
    this.running ??= this.undoAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async undoAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let action = this.actions.shift(); action; action = this.actions.shift()) {
      await action().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
