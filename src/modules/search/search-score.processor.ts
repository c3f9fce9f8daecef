import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { SEARCH_SCORE } from './search-queues.js';
import type { SearchScoreJob } from './search-queues.js';
import { SearchScoringService } from './search-scoring.service.js';

@Processor(SEARCH_SCORE)
export class SearchScoreProcessor {
  constructor(private readonly scoring: SearchScoringService) {}

  @Process({ concurrency: 2 })
  process(job: Job<SearchScoreJob>): Promise<void> {
    return this.scoring.rescore(job.data.search_id, job.data.scoring_job_id);
  }
}
