const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** A process that ran this long was healthy: what ended it is not a start that fails over and over. */
const HEALTHY_AFTER_MS = 30_000;
const MOST_RAPID_EXITS = 6;

/** Decides when a process that died by itself starts again: at once the first time, slower each time after, then never. */
export class RestartPolicy {
  private rapidExits = 0;

  /** Milliseconds to wait after an exit, undefined to give up. */
  nextDelayMs(uptimeMs: number): number | undefined {
    this.rapidExits = uptimeMs >= HEALTHY_AFTER_MS ? 1 : this.rapidExits + 1;
    if (this.rapidExits >= MOST_RAPID_EXITS) return undefined;
    return Math.min(FIRST_DELAY_MS * 2 ** (this.rapidExits - 1), LONGEST_DELAY_MS);
  }
}
