import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { ProviderRunService } from './provider-run.service.js';
import { SEARCH_PROVIDER } from './search-queues.js';
import type { SearchProviderJob } from './search-queues.js';

/** Providers are waited for, not computed. */
const CONCURRENCY = 32;

@Processor(SEARCH_PROVIDER)
export class SearchProviderProcessor {
  constructor(private readonly runs: ProviderRunService) {}

  @Process({ concurrency: CONCURRENCY })
  process(job: Job<SearchProviderJob>): Promise<void> {
    return this.runs.run(job.data.run_id);
  }
}
