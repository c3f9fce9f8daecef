import { Injectable } from '@nestjs/common';
import { SearchConfig } from '../../../common/config/search.config.js';
import { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import { jackettProvider } from './jackett.provider.js';
import type { SearchProvider } from './search-provider.js';

/** Every provider there is: one line each. */
const PROVIDERS: ReadonlyArray<(config: SearchConfig, fetch: SafeFetch) => SearchProvider> = [
  jackettProvider,
];

/** The providers by name. */
@Injectable()
export class SearchProviders {
  private readonly byName: ReadonlyMap<string, SearchProvider>;

  constructor(config: SearchConfig, fetch: SafeFetch) {
    this.byName = new Map(
      PROVIDERS.map((create) => create(config, fetch)).map((provider) => [provider.name, provider]),
    );
  }

  find(name: string): SearchProvider | undefined {
    return this.byName.get(name);
  }

  /** The provider whose own address this is. */
  ownerOf(url: URL): SearchProvider | undefined {
    return [...this.byName.values()].find((provider) => provider.owns(url));
  }

  configuredNames(): string[] {
    return [...this.byName.values()].filter((provider) => provider.isConfigured()).map(({ name }) => name);
  }
}
