import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Logger } from '../../common/logging/logger.js';
import { InjectJobQueue } from '../../common/queue/inject-job-queue.js';
import { JobQueue } from '../../common/queue/job-queue.js';
import { REDIS } from '../../common/redis/redis.module.js';
import { DOWNLOAD_RUN } from './download-run.queue.js';
import type { DownloadRunJob } from './download-run.queue.js';

export const NUDGE_CHANNEL = 'sokoul:downloads';

/** Tells workers to look at a row now. Never fails: a lost nudge delays by seconds, for workers look by themselves. */
@Injectable()
export class DownloadNudges {
  constructor(
    @InjectJobQueue(DOWNLOAD_RUN) private readonly queue: JobQueue<DownloadRunJob>,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** There is something to run: one of the workers takes it. */
  async toRun(downloadId: string): Promise<void> {
    try {
      await this.queue.add({ download_id: downloadId }, { key: downloadId });
    } catch (error) {
      this.logger.warn({ err: error, download_id: downloadId }, 'The download waits for the reconciler');
    }
  }

  /** Its owner wants something else now: whoever runs it is to look. */
  async toOwner(downloadId: string): Promise<void> {
    try {
      await this.redis.publish(NUDGE_CHANNEL, JSON.stringify({ download_id: downloadId }));
    } catch (error) {
      this.logger.debug({ err: error, download_id: downloadId }, 'The nudge was lost');
    }
  }
}
