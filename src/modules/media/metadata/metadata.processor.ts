import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { MetadataFetch } from './metadata-fetch.service.js';
import { MEDIA_METADATA } from './metadata.queue.js';
import type { MediaMetadataJob } from './metadata.queue.js';

@Processor(MEDIA_METADATA)
export class MetadataProcessor {
  constructor(private readonly metadata: MetadataFetch) {}

  @Process({ concurrency: 2 })
  process(job: Job<MediaMetadataJob>): Promise<void> {
    return this.metadata.fetch(job.data.media_id);
  }
}
