import { Injectable } from '@nestjs/common';
import { TmdbService } from '../../../tmdb/index.js';
import type { TmdbTitle } from '../../../tmdb/index.js';
import type { FoundTitle, ProviderQuery, SearchProvider } from '../search-provider.js';
import { findTitles } from './find-titles.js';
import { toTitleDraft } from './title-draft.js';
import { asProvider, toProviderProblem, unlessUnknown } from './tmdb-problems.js';

const MAX_PAGES = 2;
const TIMEOUT_MS = 15_000;
/** The matches of a search that are worth a second question. */
const DETAILED = 3;

const toFound = (title: TmdbTitle): FoundTitle => ({
  kind: 'title',
  title: toTitleDraft(title),
  sources: [],
});

/** What movies and series there are: titles without sources, under which the finds of others are grouped. */
@Injectable()
export class TmdbProvider implements SearchProvider {
  readonly name = 'tmdb';
  readonly timeoutMs = TIMEOUT_MS;

  constructor(private readonly tmdb: TmdbService) {}

  isConfigured(): boolean {
    return this.tmdb.isConfigured();
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly FoundTitle[], void> {
    const best: TmdbTitle[] = [];
    try {
      for await (const titles of findTitles(this.tmdb, query, MAX_PAGES, signal)) {
        yield titles.map(toFound);
        best.push(...titles.slice(0, DETAILED - best.length));
      }
      for (const title of best) yield await this.withDetails(title, signal);
    } catch (error) {
      throw toProviderProblem(error);
    }
  }

  /** Lists lack the other names, by which releases are recognised, and the running time, by which fakes are. */
  private async withDetails(title: TmdbTitle, signal: AbortSignal): Promise<FoundTitle[]> {
    if ('alternativeTitles' in title) return [];
    const { mediaType, tmdbId } = title;
    const details =
      mediaType === 'movie' ? this.tmdb.movie(tmdbId, signal) : this.tmdb.series(tmdbId, signal);
    const found = await unlessUnknown<{ value: TmdbTitle }>(details);
    return found ? [toFound(found.value)] : [];
  }

  checkHealth(signal: AbortSignal): Promise<void> {
    return asProvider(this.tmdb.checkHealth(signal));
  }
}
