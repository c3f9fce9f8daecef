import type { SearchConfig } from '../../../common/config/search.config.js';
import type { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import { TorznabProvider } from './torznab/torznab.provider.js';

/** Jackett, or whichever Torznab endpoint the configuration names. */
export const jackettProvider = (config: SearchConfig, fetch: SafeFetch): TorznabProvider =>
  new TorznabProvider({ name: 'jackett', url: config.jackettUrl, apiKey: config.jackettApiKey }, fetch);
