import { Injectable } from '@nestjs/common';
import { SearchConfig } from '../../../../common/config/search.config.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { isNearYear, readingsOf, understand } from '../question.js';
import type { Question } from '../question.js';
import { SearchMediaType } from '../search-provider.js';
import type { FoundTitle, ProviderQuery, SearchProvider } from '../search-provider.js';
import { ArchiveClient } from './archive-client.js';
import { toFoundTitle } from './archive-item.js';
import { archiveQuery } from './archive-query.js';

const MAX_RESULTS = 50;

/** Public-domain films of the Internet Archive, with their torrents. It has no series as such. */
@Injectable()
export class ArchiveProvider implements SearchProvider {
  readonly name = 'archive';
  private readonly client: ArchiveClient;

  constructor(
    private readonly config: SearchConfig,
    fetch: SafeFetch,
  ) {
    this.client = new ArchiveClient(fetch, config.archiveUrl);
  }

  isConfigured(): boolean {
    return this.config.archiveEnabled;
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly FoundTitle[], void> {
    const question = understand(query);
    if (question.mediaType === SearchMediaType.Tv) return;
    for (const reading of readingsOf(question)) {
      const found = await this.find(reading, signal);
      if (found.length === 0) continue;
      yield found;
      return;
    }
  }

  async checkHealth(signal: AbortSignal): Promise<void> {
    await this.client.search('identifier:feature_films', 1, signal);
  }

  private async find(question: Question, signal: AbortSignal): Promise<FoundTitle[]> {
    const lucene = archiveQuery(question);
    if (lucene === null) return [];
    const items = await this.client.search(lucene, MAX_RESULTS, signal);
    const found = items.map((item) => toFoundTitle(item, this.config.archiveUrl));
    return found.filter((film) => film !== null).filter(({ title }) => isNearYear(title.year, question.year));
  }
}
