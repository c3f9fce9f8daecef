import type { Actor } from '../../src/common/access/actor.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { MediaModule } from '../../src/modules/media/index.js';
import {
  SearchModule,
  SearchResultsService,
  SearchService,
  SearchWorkerModule,
} from '../../src/modules/search/index.js';
import type { SearchResults } from '../../src/modules/search/search-results.service.js';
import type { SearchRequest } from '../../src/modules/search/search.service.js';
import type { Search } from '../../src/modules/search/search.entity.js';
import { startTorznabServer } from '../fakes/torznab-server.js';
import type { FakeTorznabServer } from '../fakes/torznab-server.js';
import { createActor } from './download-people.js';
import { startTestContext } from './test-context.js';
import type { TestContext } from './test-context.js';
import { waitFor } from './wait-for.js';

export const FILM: SearchRequest = { query: 'Night of the Living Dead', mediaType: 'movie', year: 1968 };

/** Searches over Torznab indexers that are told how to behave, each a provider named as given. */
export class SearchLab {
  private constructor(
    readonly context: TestContext,
    readonly indexers: ReadonlyMap<string, FakeTorznabServer>,
    readonly uow: UnitOfWork,
  ) {}

  static async start(names: readonly string[], env: Record<string, string> = {}): Promise<SearchLab> {
    const indexers = new Map<string, FakeTorznabServer>();
    for (const name of names) indexers.set(name, await startTorznabServer());
    const lines = [...indexers].map(([name, { url, apiKey }]) => `${name}=${url}|${apiKey}`);
    const context = await startTestContext(
      { imports: [MediaModule, SearchModule, SearchWorkerModule] },
      { SOKOUL_TORZNAB_INDEXERS: lines.join('\n'), SOKOUL_ARCHIVE_ENABLED: 'false', ...env },
    );
    return new SearchLab(context, indexers, context.app.get(UnitOfWork));
  }

  get searches(): SearchService {
    return this.context.app.get(SearchService);
  }

  indexer(name: string): FakeTorznabServer {
    const found = this.indexers.get(name);
    if (!found) throw new Error(`There is no indexer ${name}`);
    return found;
  }

  newActor(): Promise<Actor> {
    return createActor(this.uow);
  }

  /** Searches, without questions about capabilities, that the indexer has been asked. */
  questionsTo(name: string): URL[] {
    return this.indexer(name).requests.filter(({ searchParams }) => searchParams.get('t') !== 'caps');
  }

  start(actor: Actor, request: Partial<SearchRequest> = {}): Promise<Search> {
    return this.searches.start(actor, { ...FILM, providers: [...this.indexers.keys()], ...request });
  }

  results(actor: Actor, id: string): Promise<SearchResults> {
    return this.context.app.get(SearchResultsService).get(actor, id);
  }

  ended(actor: Actor, { id }: Pick<Search, 'id'>): Promise<SearchResults> {
    return waitFor('the search to end', async () => {
      const found = await this.results(actor, id);
      return found.search.status !== 'searching' && found;
    });
  }

  async search(actor: Actor, request: Partial<SearchRequest> = {}): Promise<SearchResults> {
    return this.ended(actor, await this.start(actor, request));
  }

  /** Waits until the provider's part of the search stands so. */
  async runIs(status: string, actor: Actor, { id }: Pick<Search, 'id'>, provider: string): Promise<void> {
    await waitFor(`${provider} to be ${status}`, async () => {
      const { runs } = await this.results(actor, id);
      return runs.find((run) => run.provider === provider)?.status === status;
    });
  }

  async calm(): Promise<void> {
    for (const indexer of this.indexers.values()) Object.assign(indexer, { mode: 'ok', delayMs: 0 });
    await this.uow.manager.query('DELETE FROM provider_answer');
  }

  async stop(): Promise<void> {
    await this.context.stop();
    for (const indexer of this.indexers.values()) await indexer.close();
  }
}

export const sourceCount = ({ titles }: SearchResults): number =>
  titles.reduce((sum, { sources }) => sum + sources.length, 0);
