import type { LocalFile } from './local-file.js';
import type { Segment } from './segment-plan.js';

const BATCH_BYTES = 1024 * 1024;
/** What came in is stored after so long at the latest, full batch or not. */
const BATCH_MS = 500;

export interface SegmentWriterOptions {
  readonly file: Pick<LocalFile, 'write' | 'noteStored'>;
  readonly segment: Segment;
}

/** Stores what comes in for one segment, in batches of 1 MiB. Holds two batches at most, however small the pieces are. */
export class SegmentWriter {
  private batch: Buffer | null = null;
  private batchBytes = 0;
  private spare: Buffer | null = null;
  private writing: Promise<void> | null = null;
  private heldBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SegmentWriterOptions) {}

  /** Where the next byte belongs. */
  get position(): number {
    return this.options.segment.position + this.heldBytes;
  }

  /** Takes a copy. Resolves when there is room for more. Rejects when the disk refused. */
  async add(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.length;) {
      taken += this.copy(chunk.subarray(taken));
      if (this.batchBytes < BATCH_BYTES) break;
      await this.writing;
      this.write();
    }
    if (this.batchBytes > 0) this.timer ??= setTimeout(() => this.writeSoon(), BATCH_MS);
  }

  /** Resolves when everything is stored. */
  async drain(): Promise<void> {
    clearTimeout(this.timer);
    await this.writing;
    this.write();
    await this.writing;
  }

  /** A write that is under way takes the batch with it when it has ended. */
  private writeSoon(): void {
    this.timer = undefined;
    if (this.writing === null) this.write();
    else this.timer = setTimeout(() => this.writeSoon(), BATCH_MS);
  }

  /** How much of it had room in the batch. */
  private copy(chunk: Uint8Array): number {
    this.batch ??= this.spare ?? Buffer.allocUnsafeSlow(BATCH_BYTES);
    this.spare = null;
    const part = chunk.subarray(0, BATCH_BYTES - this.batchBytes);
    this.batch.set(part, this.batchBytes);
    this.batchBytes += part.length;
    this.heldBytes += part.length;
    return part.length;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { batch, batchBytes } = this;
    if (batch === null || batchBytes === 0) return;
    this.batch = null;
    this.batchBytes = 0;
    const writing = this.store(batch.subarray(0, batchBytes)).then(() => {
      this.spare = batch;
      this.writing = null;
    });
    // Whoever adds or drains next gets the error.
    writing.catch(() => undefined);
    this.writing = writing;
  }

  private async store(bytes: Uint8Array): Promise<void> {
    const { file, segment } = this.options;
    await file.write(bytes, segment.position);
    segment.position += bytes.length;
    this.heldBytes -= bytes.length;
    await file.noteStored(segment);
  }
}
