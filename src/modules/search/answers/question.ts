import { titleKey } from '../../media/index.js';
import type { ProviderQuery, SearchProvider } from '../providers/search-provider.js';

/** What is asked of one provider. */
export interface Question {
  readonly provider: SearchProvider;
  readonly query: ProviderQuery;
  /** The same for questions that mean the same, however they are written. */
  readonly key: string;
}

export const questionOf = (provider: SearchProvider, query: ProviderQuery): Question => ({
  provider,
  query,
  key: [
    ...[query.mediaType, query.year, query.tmdbId, query.imdbId, query.season, query.episode],
    titleKey(query.query),
  ]
    .map((part) => part ?? '')
    .join('|'),
});
