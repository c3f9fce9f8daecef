import type { Provider, Type } from '@nestjs/common';
import { ConfigError } from '../../../common/config/load-config.js';
import { ArchiveProvider } from './archive/archive.provider.js';
import { JackettProvider } from './jackett/jackett.provider.js';
import { LibraryProvider } from './library/library.provider.js';
import { ProwlarrProvider } from './prowlarr/prowlarr.provider.js';
import type { OwnLinks, ProviderFamily, SearchProvider } from './search-provider.js';
import { StreamingProvider } from './streaming/streaming.provider.js';
import { TmdbProvider } from './tmdb/tmdb.provider.js';
import { TorznabIndexers } from './torznab/torznab-indexers.js';

/** Every provider there is: one line each. Searches ask them in this order. */
const PROVIDERS: ReadonlyArray<Type<SearchProvider | ProviderFamily>> = [
  LibraryProvider,
  TmdbProvider,
  ProwlarrProvider,
  JackettProvider,
  TorznabIndexers,
  ArchiveProvider,
  StreamingProvider,
];

/** The providers by name. */
export class SearchProviders {
  private readonly byName: ReadonlyMap<string, SearchProvider>;

  constructor(entries: ReadonlyArray<SearchProvider | ProviderFamily>) {
    const all = entries.flatMap((entry) => ('members' in entry ? entry.members : [entry]));
    this.byName = new Map(all.map((provider) => [provider.name, provider]));
    const twice = all.find((provider) => this.byName.get(provider.name) !== provider);
    if (twice) throw new ConfigError([`Two search providers are named ${twice.name}: rename the indexer`]);
  }

  /** All of them, configured or not. */
  all(): SearchProvider[] {
    return [...this.byName.values()];
  }

  find(name: string): SearchProvider | undefined {
    return this.byName.get(name);
  }

  /** What follows a link that leads to a provider itself. */
  ownerOf(url: URL): OwnLinks | undefined {
    return this.all().find(({ ownLinks }) => ownLinks?.owns(url))?.ownLinks;
  }

  configuredNames(): string[] {
    return this.all()
      .filter((provider) => provider.isConfigured())
      .map(({ name }) => name);
  }
}

/** For the module: each provider with what it needs, and all of them by name. */
export const SEARCH_PROVIDERS: Provider[] = [
  ...PROVIDERS,
  {
    provide: SearchProviders,
    inject: [...PROVIDERS],
    useFactory: (...entries: Array<SearchProvider | ProviderFamily>) => new SearchProviders(entries),
  },
];
