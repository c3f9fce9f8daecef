import type { Terminal } from './terminal.js';

const BYTES_A_MEGABYTE = 1_000_000;
const MIN_BAR_CELLS = 8;
const MAX_BAR_CELLS = 32;
const PLAIN_STEP_PERCENT = 10;
const INDENT = '     ';

export interface Progress {
  readonly doneBytes: number;
  /** Null as long as it isn't known. */
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number;
}

const megabytes = (bytes: number): string => (bytes / BYTES_A_MEGABYTE).toFixed(1);

const fractionOf = ({ doneBytes, totalBytes }: Progress): number =>
  totalBytes === null || totalBytes <= 0 ? 0 : Math.min(doneBytes / totalBytes, 1);

const percentOf = (progress: Progress): number => Math.floor(fractionOf(progress) * 100);

/** Time left as `m:ss`; a dash when it can't be told. */
export function timeLeft({ doneBytes, totalBytes, bytesPerSecond }: Progress): string {
  if (totalBytes === null || bytesPerSecond <= 0) return '–:––';
  const seconds = Math.ceil(Math.max(totalBytes - doneBytes, 0) / bytesPerSecond);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The figures beside the bar: percent, bytes, speed and time left. */
function figuresOf(progress: Progress): string {
  const { doneBytes, totalBytes, bytesPerSecond } = progress;
  if (totalBytes === null) return `${megabytes(doneBytes)} MB  ${megabytes(bytesPerSecond)} MB/s`;
  const percent = `${percentOf(progress)} %`.padStart(5);
  const total = megabytes(totalBytes);
  const bytes = `${megabytes(doneBytes).padStart(total.length)} / ${total} MB`;
  return `${percent}  ${bytes}  ${megabytes(bytesPerSecond).padStart(5)} MB/s  ${timeLeft(progress)} left`;
}

/** One line of at most `columns` - 1 characters; the bar gives way first, then the figures are cut. */
export function renderProgress(
  progress: Progress,
  columns: number,
): { filled: string; empty: string; text: string } {
  const figures = `  ${figuresOf(progress)}`;
  const width = Math.max(columns - 1, 0);
  const room = width - figures.length;
  const cells = room < MIN_BAR_CELLS ? 0 : Math.min(room, MAX_BAR_CELLS);
  const done = Math.floor(fractionOf(progress) * cells);
  return {
    filled: '█'.repeat(done),
    empty: '░'.repeat(cells - done),
    text: figures.slice(0, width - cells),
  };
}

/** A live bar on a terminal; elsewhere a plain line about every tenth of the way. */
export class ProgressBar {
  private readonly prefix: string;
  private nextPlainPercent = PLAIN_STEP_PERCENT;

  /** The label stands in front of every line. */
  constructor(
    private readonly terminal: Terminal,
    label = '',
  ) {
    this.prefix = `${INDENT}${label}${label && '  '}`;
  }

  update(progress: Progress): void {
    if (this.terminal.isLive) this.draw(progress);
    else this.report(progress);
  }

  /** Removes the live bar; plain lines stay. */
  finish(): void {
    this.terminal.live(null);
  }

  private draw(progress: Progress): void {
    const { filled, empty, text } = renderProgress(progress, this.terminal.columns - this.prefix.length);
    this.terminal.live(
      `${this.prefix}${this.terminal.paint('cyan', filled)}${this.terminal.paint('dim', empty)}${text}`,
    );
  }

  private report(progress: Progress): void {
    const percent = percentOf(progress);
    if (percent < this.nextPlainPercent) return;
    this.nextPlainPercent = percent - (percent % PLAIN_STEP_PERCENT) + PLAIN_STEP_PERCENT;
    this.terminal.line(`${this.prefix}${figuresOf(progress).trimStart()}`);
  }
}
