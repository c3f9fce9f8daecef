import type { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { createDispatchers } from '../../../../common/fetch/pinned-dispatcher.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import type { ProxyChoice } from '../download-source.js';
import { parseProxy, systemProxyFor } from './proxy-server.js';
import type { SystemProxies } from './proxy-server.js';
import { proxiedConnector } from './proxied-connector.js';

export interface HttpClientsOptions {
  /** Its private origins are those that people may download from, and the proxies that they may use. */
  readonly policy: FetchPolicy;
  /** Connects without a proxy. Shared, and closed by its owner. */
  readonly direct: SafeFetch;
  readonly systemProxies: SystemProxies;
}

/** A client for one download. */
export interface HttpClient {
  readonly fetch: SafeFetch;
  close(): Promise<void>;
}

/** Makes the HTTP client that a download wants: without a proxy, with that of the system, or with one of its own. */
export class HttpClients {
  constructor(private readonly options: HttpClientsOptions) {}

  /** Throws DownloadProxyError for a proxy of an unknown kind. */
  open(choice: ProxyChoice): HttpClient {
    const { direct, systemProxies } = this.options;
    switch (choice.type) {
      case 'none':
        return { fetch: direct, close: () => Promise.resolve() };
      case 'system':
        return this.through((target) => systemProxyFor(target, systemProxies));
      case 'custom': {
        const proxy = parseProxy(choice.url, false);
        return this.through(() => proxy);
      }
    }
  }

  private through(choose: Parameters<typeof proxiedConnector>[1]): HttpClient {
    const { policy } = this.options;
    const connector = proxiedConnector(policy, choose);
    const fetch = new SafeFetch(policy, createDispatchers(policy.resolveHost, connector));
    return { fetch, close: () => fetch.close() };
  }
}
