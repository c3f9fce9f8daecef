import type { Finding } from '../providers/search-provider.js';

/** What a process that asks a provider can do with its claim. */
export interface ClaimActions {
  renew(): Promise<void>;
  keep(findings: readonly Finding[]): void;
  giveUp(): void;
}

/** This process asks, and the others wait for it. It has to be kept or given up; until then it is renewed. */
export class AnswerClaim {
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly actions: ClaimActions,
    renewEveryMs: number,
  ) {
    this.timer = setInterval(() => void actions.renew(), renewEveryMs);
  }

  /** The whole answer is there. */
  keep(findings: readonly Finding[]): void {
    clearInterval(this.timer);
    this.actions.keep(findings);
  }

  /** There is none: the next who wants it asks again. */
  giveUp(): void {
    clearInterval(this.timer);
    this.actions.giveUp();
  }
}
