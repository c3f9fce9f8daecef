import { Process, Processor } from '@nestjs/bull';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Job } from 'bull';
import { LIBRARY_CHECKSUM } from './library-checksum.queue.js';
import type { LibraryChecksumJob } from './library-checksum.queue.js';
import { LibraryChecksums } from './library-checksums.service.js';

/** One file at a time: the bytes are read in a thread, and nobody waits for it. */
@Processor(LIBRARY_CHECKSUM)
export class LibraryChecksumProcessor implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(private readonly checksums: LibraryChecksums) {}

  @Process({ concurrency: 1 })
  async process(job: Job<LibraryChecksumJob>): Promise<void> {
    await this.checksums.compute(job.data.file_id, this.stopping.signal);
  }

  /** Another worker begins anew. */
  onModuleDestroy(): void {
    this.stopping.abort(new Error('The worker ends'));
  }
}
