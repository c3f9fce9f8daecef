import type { Terminal } from './terminal.js';

const MILLISECONDS_A_SECOND = 1000;
const NOTE_INDENT = '     ';

export type StepState = 'running' | 'done' | 'failed';

const MARKS = { running: '…', done: '✓', failed: '✗' } as const satisfies Record<StepState, string>;
const COLOURS = { running: 'cyan', done: 'green', failed: 'red' } as const satisfies Record<
  StepState,
  string
>;

/** `✓ 03 Searching … 0.42 s`, without its colour. */
export function renderStep(
  state: StepState,
  number: number,
  title: string,
  elapsedMs: number | null,
): string {
  const label = `${MARKS[state]} ${String(number).padStart(2, '0')} ${title}`;
  if (elapsedMs === null) return label;
  return `${label} … ${(elapsedMs / MILLISECONDS_A_SECOND).toFixed(2)} s`;
}

/** Takes a fact worth showing about the running step; printed below it when it has ended. */
export type Note = (text: string) => void;

/** Numbers the steps of a walk and prints each with its state and the time that it took. */
export class Steps {
  private count = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Runs one step; its outcome is printed when it settles, and an error goes on to the caller. */
  async run<Result>(title: string, action: (note: Note) => Promise<Result>): Promise<Result> {
    this.count += 1;
    const number = this.count;
    const notes: string[] = [];
    const startedAt = this.now();
    const end = (state: 'done' | 'failed'): void => {
      this.printOutcome(state, renderStep(state, number, title, this.now() - startedAt), notes);
    };
    this.printRunning(renderStep('running', number, title, null));
    try {
      const result = await action((text) => notes.push(text));
      end('done');
      return result;
    } catch (error) {
      end('failed');
      throw error;
    }
  }

  private printRunning(text: string): void {
    if (this.terminal.isLive) this.terminal.live(this.terminal.paint(COLOURS.running, text));
    else this.terminal.line(text);
  }

  private printOutcome(state: 'done' | 'failed', text: string, notes: readonly string[]): void {
    this.terminal.live(null);
    this.terminal.line(`${this.terminal.paint(COLOURS[state], text.slice(0, 1))}${text.slice(1)}`);
    for (const note of notes) this.terminal.line(`${NOTE_INDENT}${this.terminal.paint('dim', note)}`);
  }
}
