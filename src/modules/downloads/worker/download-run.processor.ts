import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { DOWNLOAD_RUN } from '../download-run.queue.js';
import type { DownloadRunJob } from '../download-run.queue.js';
import { DownloadRunner } from './download-runner.js';

/** A job only says that there is something to take: it ends at once, however long the transfer lasts. */
@Processor(DOWNLOAD_RUN)
export class DownloadRunProcessor {
  constructor(private readonly runner: DownloadRunner) {}

  @Process({ concurrency: 4 })
  async process(job: Job<DownloadRunJob>): Promise<void> {
    await this.runner.take(job.data.download_id);
  }
}
