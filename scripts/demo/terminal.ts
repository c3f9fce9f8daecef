const CLEAR_LINE = '\r\x1b[2K';
const DEFAULT_COLUMNS = 80;
const CODES = { green: 32, red: 31, cyan: 36, dim: 2 } as const;

export type Colour = keyof typeof CODES;

/** The part of `process.stdout` that is written to. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Lines, and below them one live line that is rewritten in place. Where that isn't possible (a pipe, a log) live lines
 * are left out. No colours there either, nor with NO_COLOR set (https://no-color.org).
 */
export class Terminal {
  readonly isLive: boolean;
  readonly hasColours: boolean;
  private liveText: string | null = null;
  private hasEnded = false;

  constructor(
    private readonly stream: TerminalStream = process.stdout,
    noColour: string | undefined = process.env.NO_COLOR,
  ) {
    this.isLive = stream.isTTY ?? false;
    this.hasColours = this.isLive && !noColour;
  }

  get columns(): number {
    return this.stream.columns ?? DEFAULT_COLUMNS;
  }

  paint(colour: Colour, text: string): string {
    return this.hasColours ? `\x1b[${CODES[colour]}m${text}\x1b[0m` : text;
  }

  /** A line that stays. */
  line(text: string): void {
    if (this.hasEnded) return;
    const below = this.liveText ?? '';
    this.stream.write(this.isLive ? `${CLEAR_LINE}${text}\n${below}` : `${text}\n`);
  }

  /** Replaces the live line; it must be shorter than the terminal is wide. Null removes it. */
  live(text: string | null): void {
    if (!this.isLive || this.hasEnded) return;
    this.liveText = text;
    this.stream.write(`${CLEAR_LINE}${text ?? ''}`);
  }

  /** The last line: what others still have to say is left out. */
  end(text: string): void {
    this.live(null);
    this.line(text);
    this.hasEnded = true;
  }
}
