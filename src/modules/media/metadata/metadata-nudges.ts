import { Inject, Injectable } from '@nestjs/common';
import { Logger } from '../../../common/logging/logger.js';
import { InjectJobQueue } from '../../../common/queue/inject-job-queue.js';
import { JobQueue } from '../../../common/queue/job-queue.js';
import { MEDIA_METADATA } from './metadata.queue.js';
import type { MediaMetadataJob } from './metadata.queue.js';

/** Bull keeps jobs that died with their worker, and their keys with them: the next hour's key is free again. */
const HOUR_MS = 3_600_000;

/** Tells workers that a title's metadata is due. Never fails: a lost nudge delays by seconds, for workers look by themselves. */
@Injectable()
export class MetadataNudges {
  constructor(
    @InjectJobQueue(MEDIA_METADATA) private readonly queue: JobQueue<MediaMetadataJob>,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async toFetch(mediaId: string): Promise<void> {
    try {
      const hour = Math.floor(Date.now() / HOUR_MS);
      await this.queue.add({ media_id: mediaId }, { key: `${mediaId}-${hour}` });
    } catch (error) {
      this.logger.warn({ err: error, media_id: mediaId }, 'The metadata waits for the reconciler');
    }
  }
}
