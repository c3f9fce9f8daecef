import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { ProviderRunService } from './provider-run.service.js';
import { SEARCH_PROVIDER } from './search-queues.js';
import type { SearchProviderJob } from './search-queues.js';

/**
 * Jobs are taken freely: how many searches are at a provider at once, and whose, is decided by `ProviderSlots`. What lies
 * in the queue is served in order of arrival, whoever it is of.
 */
const CONCURRENCY = 512;

@Processor(SEARCH_PROVIDER)
export class SearchProviderProcessor {
  constructor(private readonly runs: ProviderRunService) {}

  @Process({ concurrency: CONCURRENCY })
  process(job: Job<SearchProviderJob>): Promise<void> {
    return this.runs.run(job.data.run_id, job.data.search_id);
  }
}
