import { setTimeout as sleep } from 'node:timers/promises';
import { StreamUnavailableError } from '../streaming.errors.js';
import type { ByteBody, ByteSource } from './byte-source.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

export interface Patience {
  readonly totalMs: number;
  readonly stepMs: number;
}

/**
 * A download whose worker may be about to be replaced, or whose file may be on its way into the library: when its bytes can't
 * be had, it looks again for some time where they are now.
 */
export class PatientSource implements ByteSource {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly lastModified: Date | null;

  constructor(
    private current: ByteSource,
    private readonly lookAgain: () => Promise<ByteSource | null>,
    private readonly patience: Patience,
  ) {
    ({
      fileName: this.fileName,
      sizeBytes: this.sizeBytes,
      etag: this.etag,
      lastModified: this.lastModified,
    } = current);
  }

  async open(range: ByteRange, signal: AbortSignal): Promise<ByteBody> {
    const deadline = Date.now() + this.patience.totalMs;
    for (;;) {
      try {
        return await this.current.open(range, signal);
      } catch (error) {
        if (!(error instanceof StreamUnavailableError) || Date.now() >= deadline) throw error;
      }
      await sleep(this.patience.stepMs, undefined, { signal });
      await this.replaceCurrent();
    }
  }

  /** Other bytes than those that were promised are never put in their place. */
  private async replaceCurrent(): Promise<void> {
    const found = await this.lookAgain();
    if (!found) return;
    if (found.etag !== this.etag || found.sizeBytes !== this.sizeBytes) return found.close();
    await this.current.close();
    this.current = found;
  }

  close(): Promise<void> {
    return this.current.close();
  }
}
