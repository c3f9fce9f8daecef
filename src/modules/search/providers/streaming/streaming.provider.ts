import { Injectable } from '@nestjs/common';
import { TmdbService } from '../../../tmdb/index.js';
import type { TmdbTitle } from '../../../tmdb/index.js';
import type { FoundTitle, ProviderQuery, SearchProvider } from '../search-provider.js';
import { findTitles } from '../tmdb/find-titles.js';
import { toTitleDraft } from '../tmdb/title-draft.js';
import { asProvider, toProviderProblem, unlessUnknown } from '../tmdb/tmdb-problems.js';
import { toSources } from './offer-source.js';

/** Each costs a call of its own, and nobody means the sixth. */
const MAX_TITLES = 5;
const TIMEOUT_MS = 15_000;

/** Where the best matches can be watched in the configured region. */
@Injectable()
export class StreamingProvider implements SearchProvider {
  readonly name = 'streaming';
  readonly timeoutMs = TIMEOUT_MS;

  constructor(private readonly tmdb: TmdbService) {}

  isConfigured(): boolean {
    return this.tmdb.isConfigured();
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly FoundTitle[], void> {
    const leaving = new AbortController();
    const both = AbortSignal.any([signal, leaving.signal]);
    try {
      for await (const titles of findTitles(this.tmdb, query, 1, signal)) {
        const lookUps = titles.slice(0, MAX_TITLES).map((title) => this.withOffers(title, both));
        // Whoever fails first ends the search; the others must not fail with nobody listening.
        for (const lookUp of lookUps) lookUp.catch(() => undefined);
        for (const lookUp of lookUps) {
          const found = await lookUp;
          if (found.sources.length > 0) yield [found];
        }
      }
    } catch (error) {
      throw toProviderProblem(error);
    } finally {
      leaving.abort();
    }
  }

  checkHealth(signal: AbortSignal): Promise<void> {
    return asProvider(this.tmdb.checkHealth(signal));
  }

  private async withOffers(title: TmdbTitle, signal: AbortSignal): Promise<FoundTitle> {
    const asked = this.tmdb.watchProviders(title.mediaType, title.tmdbId, undefined, signal);
    const providers = await unlessUnknown(asked);
    const sources = providers === null ? [] : toSources(title, providers.value);
    return { kind: 'title', title: toTitleDraft(title), sources };
  }
}
