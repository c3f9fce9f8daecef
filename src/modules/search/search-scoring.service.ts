import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';
import { SearchResultsRepository } from './search-results.repository.js';
import { SearchesRepository } from './searches.repository.js';
import { scoreSource } from './source-score.js';

/** Scores what a search found by the preference that is now wanted. */
@Injectable()
export class SearchScoringService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly searches: SearchesRepository,
    private readonly results: SearchResultsRepository,
  ) {}

  /** The row of the search is held, so that sources that arrive meanwhile are scored by the same preference. */
  async rescore(searchId: string, scoringJobId: string): Promise<void> {
    await this.uow.run(async () => {
      const search = await this.searches.lock(searchId);
      if (search?.scoringJobId !== scoringJobId) return;
      const titles = new Map((await this.results.titlesOf(searchId)).map((title) => [title.id, title]));
      const now = new Date();
      const scored = (await this.results.sourcesOf(searchId)).map((source) => {
        const title = titles.get(source.titleId);
        return title ? scoreSource(source, title, search, now) : source;
      });
      await this.results.updateScores(scored);
      await this.searches.markScored(searchId, scoringJobId);
    });
  }
}
