import { configSection, secret, variable } from './section.js';
import { integer, originList, text, url } from './values.js';

export class SearchConfig extends configSection('Search', {
  jackettUrl: variable(
    'SOKOUL_JACKETT_URL',
    url('http:', 'https:').optional(),
    'Torznab endpoint, such as http://jackett:9117/api/v2.0/indexers/all/results/torznab/api.',
  ),
  jackettApiKey: secret('SOKOUL_JACKETT_API_KEY', text().optional(), 'API key of that endpoint.'),
  timeoutSeconds: variable(
    'SOKOUL_SEARCH_TIMEOUT_SECONDS',
    integer(1, 120).default(30),
    'Seconds after which a search ends with what has arrived, unless the request names its own.',
  ),
  allowedOrigins: variable(
    'SOKOUL_ALLOWED_ORIGINS',
    originList().default([]),
    'Origins on private addresses that may be contacted, comma-separated. Configured services need not be listed.',
  ),
}) {}
