/** One job per provider of a search. */
export const SEARCH_PROVIDER = 'search-provider';
export interface SearchProviderJob {
  run_id: string;
  search_id: string;
}

/** Ends a search at its deadline. */
export const SEARCH_DEADLINE = 'search-deadline';
export interface SearchDeadlineJob {
  search_id: string;
}

/** Scores the results of a search anew. */
export const SEARCH_SCORE = 'search-score';
export interface SearchScoreJob {
  search_id: string;
  scoring_job_id: string;
}

export const SEARCH_QUEUES = [SEARCH_PROVIDER, SEARCH_DEADLINE, SEARCH_SCORE];
