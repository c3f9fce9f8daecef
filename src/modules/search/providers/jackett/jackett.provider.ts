import { Injectable } from '@nestjs/common';
import { SearchConfig } from '../../../../common/config/search.config.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { TorznabProvider } from '../torznab/torznab.provider.js';

/** Jackett, or whichever Torznab endpoint the configuration names. */
@Injectable()
export class JackettProvider extends TorznabProvider {
  constructor(config: SearchConfig, fetch: SafeFetch) {
    super({ name: 'jackett', url: config.jackettUrl, apiKey: config.jackettApiKey }, fetch);
  }
}
