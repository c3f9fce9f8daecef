import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { SearchLifecycle } from './search-lifecycle.service.js';
import { SEARCH_DEADLINE } from './search-queues.js';
import type { SearchDeadlineJob } from './search-queues.js';

@Processor(SEARCH_DEADLINE)
export class SearchDeadlineProcessor {
  constructor(private readonly lifecycle: SearchLifecycle) {}

  @Process({ concurrency: 4 })
  process(job: Job<SearchDeadlineJob>): Promise<void> {
    return this.lifecycle.endIfDue(job.data.search_id);
  }
}
