import { SafeFetch } from '../../src/common/fetch/safe-fetch.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { ProviderCalls } from '../../src/modules/search/provider-calls/provider-calls.service.js';
import { ProviderLimits } from '../../src/modules/search/provider-calls/provider-limits.js';
import type { ProviderError } from '../../src/modules/search/providers/provider.errors.js';
import { SearchProviders } from '../../src/modules/search/providers/providers.js';
import type {
  Finding,
  ProviderQuery,
  SearchProvider,
} from '../../src/modules/search/providers/search-provider.js';
import { TorznabProvider } from '../../src/modules/search/providers/torznab/torznab.provider.js';
import { SearchMetrics } from '../../src/modules/search/search-metrics.js';
import type { FakeTorznabServer } from '../fakes/torznab-server.js';
import { startTestContext } from './test-context.js';
import type { TestContext } from './test-context.js';

export const FILM: ProviderQuery = { query: 'Night of the Living Dead', mediaType: 'movie', year: 1968 };

/** A process that asks one indexer, with all that stands between the two. */
export interface ProviderLab {
  readonly context: TestContext;
  readonly uow: UnitOfWork;
  readonly provider: SearchProvider;
  /** How many findings there are; or fails as the call does. */
  ask(signal?: AbortSignal): Promise<number>;
  /** The code of the failure; `ok` when there was none. */
  outcome(): Promise<string>;
  stop(): Promise<void>;
}

const NEVER = new AbortController().signal;

/** With the database of another lab the two are processes of one system. */
export async function startProviderLab(
  indexer: FakeTorznabServer,
  env: Record<string, string> = {},
  database?: string,
): Promise<ProviderLab> {
  const context = await startTestContext(
    {
      providers: [
        ProviderCalls,
        ProviderLimits,
        SearchMetrics,
        {
          provide: SearchProviders,
          inject: [SafeFetch],
          useFactory: (fetch: SafeFetch) =>
            new SearchProviders([
              new TorznabProvider({ name: 'indexer', url: indexer.url, apiKey: indexer.apiKey }, fetch),
            ]),
        },
      ],
    },
    {
      SOKOUL_ALLOWED_ORIGINS: new URL(indexer.url).origin,
      ...(database === undefined ? {} : { DATABASE_URL: database }),
      ...env,
    },
  );
  const [provider] = context.app.get(SearchProviders).all();
  if (!provider) throw new Error('The lab has no provider');
  const calls = context.app.get(ProviderCalls);
  const ask = async (signal = NEVER): Promise<number> => {
    const found: Finding[] = [];
    for await (const findings of calls.ask(provider, FILM, signal)) found.push(...findings);
    return found.length;
  };
  const outcome = (): Promise<string> =>
    ask().then(
      () => 'ok',
      (error: ProviderError) => error.code,
    );
  return { context, uow: context.app.get(UnitOfWork), provider, ask, outcome, stop: context.stop };
}
