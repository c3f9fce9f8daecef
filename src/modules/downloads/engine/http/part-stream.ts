import { Readable, addAbortSignal } from 'node:stream';
import type { LocalFile } from './local-file.js';

const CHUNK_BYTES = 256 * 1024;

export interface PartStreamOptions {
  readonly file: LocalFile;
  /** Positions in the file, both inclusive. */
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal | undefined;
  /** The byte at `position` is not there: somebody should fetch it. */
  focus(position: number): void;
  onClose(stream: PartStream): void;
}

/** The bytes of a range in order, as soon as they are stored. Reads no further than its consumer does. */
export class PartStream extends Readable {
  private isWaiting = false;
  private position: number;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: PartStreamOptions) {
    super({ highWaterMark: CHUNK_BYTES });
    this.position = options.start;
    this.unsubscribe = options.file.subscribe(() => this.look());
    // Last: a signal that is aborted already destroys the stream here and now.
    if (options.signal !== undefined) addAbortSignal(options.signal, this);
  }

  /** The first byte that it will have to wait for, or that it waits for already. */
  get firstMissing(): number {
    return this.options.file.plan.availableFrom(this.position);
  }

  override _read(): void {
    const { file, end, focus } = this.options;
    if (this.position > end) {
      this.push(null);
      return;
    }
    const available = Math.min(this.firstMissing, end + 1) - this.position;
    if (available > 0) {
      this.isWaiting = false;
      this.deliver(Math.min(available, CHUNK_BYTES));
      return;
    }
    if (file.failed) {
      this.destroy(file.failed);
      return;
    }
    this.isWaiting = true;
    focus(this.position);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.isWaiting = false;
    this.unsubscribe();
    this.options.onClose(this);
    done(error);
  }

  /** More is stored, or nothing more will be. */
  private look(): void {
    if (this.isWaiting) this._read();
  }

  private deliver(length: number): void {
    this.options.file.read(this.position, length).then(
      (bytes) => {
        this.position += bytes.length;
        if (bytes.length === 0) this.destroy(new Error('The file ends before these bytes'));
        else this.push(bytes);
      },
      (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  }
}
