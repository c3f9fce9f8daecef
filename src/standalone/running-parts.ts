/** Something that was started and has to be stopped. */
export interface Running {
  readonly name: string;
  stop(): Promise<void>;
  /** Ends it without waiting for anything. */
  kill?(): void;
}

/** Everything that runs, stopped in the reverse order of its start. */
export class RunningParts {
  private readonly parts: Running[] = [];
  private stopping: Running | undefined;
  private isForced = false;

  add(part: Running): void {
    this.parts.push(part);
    if (this.isForced) part.kill?.();
  }

  /** One after the other; a part that can't be stopped does not keep the others from it. */
  async stopAll(report: (line: string) => void): Promise<void> {
    for (let part = this.parts.pop(); part; part = this.parts.pop()) {
      this.stopping = part;
      try {
        await part.stop();
      } catch (error) {
        report(
          `sokoul: ${part.name} did not stop cleanly: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    this.stopping = undefined;
  }

  /** Kills whatever still runs; a `stopAll` under way ends soon after. */
  force(): void {
    this.isForced = true;
    this.stopping?.kill?.();
    for (const part of this.parts) part.kill?.();
  }
}
