import { Injectable } from '@nestjs/common';
import { SearchConfig } from '../../../../common/config/search.config.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import type { ProviderFamily } from '../search-provider.js';
import { TorznabProvider } from './torznab.provider.js';

/** The endpoints that the configuration lists, each a provider of its own. */
@Injectable()
export class TorznabIndexers implements ProviderFamily {
  readonly members: readonly TorznabProvider[];

  constructor(config: SearchConfig, fetch: SafeFetch) {
    this.members = config.torznabIndexers.map((indexer) => new TorznabProvider(indexer, fetch));
  }
}
