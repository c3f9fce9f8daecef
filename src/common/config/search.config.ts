import { configSection, secret, variable } from './section.js';
import { torznabIndexers } from './torznab-indexers.js';
import { flag, integer, originList, text, url } from './values.js';

export class SearchConfig extends configSection('Search', {
  prowlarrUrl: variable(
    'SOKOUL_PROWLARR_URL',
    url('http:', 'https:').optional(),
    'Prowlarr, such as http://prowlarr:9696, with its URL base if it has one.',
  ),
  prowlarrApiKey: secret('SOKOUL_PROWLARR_API_KEY', text().optional(), 'Its API key.'),
  jackettUrl: variable(
    'SOKOUL_JACKETT_URL',
    url('http:', 'https:').optional(),
    'Torznab endpoint, such as http://jackett:9117/api/v2.0/indexers/all/results/torznab/api.',
  ),
  jackettApiKey: secret('SOKOUL_JACKETT_API_KEY', text().optional(), 'API key of that endpoint.'),
  torznabIndexers: secret(
    'SOKOUL_TORZNAB_INDEXERS',
    torznabIndexers().default([]),
    'More Torznab or Newznab-style endpoints, each a provider of its own: lines of name=url|apikey, or a JSON list of {"name","url","api_key"}.',
  ),
  archiveEnabled: variable(
    'SOKOUL_ARCHIVE_ENABLED',
    flag().default(true),
    'Whether the public-domain films of the Internet Archive are searched.',
  ),
  archiveUrl: variable(
    'SOKOUL_ARCHIVE_URL',
    url('http:', 'https:').default('https://archive.org'),
    'The Internet Archive, or a mirror of it.',
  ),
  timeoutSeconds: variable(
    'SOKOUL_SEARCH_TIMEOUT_SECONDS',
    integer(1, 120).default(30),
    'Seconds after which a search ends with what has arrived, unless the request names its own.',
  ),
  slotsPerProvider: variable(
    'SOKOUL_SEARCH_SLOTS_PER_PROVIDER',
    integer(1, 100).default(8),
    'Searches that one worker has at one provider at once. Others wait, people in turn.',
  ),
  allowedOrigins: variable(
    'SOKOUL_ALLOWED_ORIGINS',
    originList().default([]),
    'Origins on private addresses that may be contacted, comma-separated. Configured services need not be listed.',
  ),
}) {
  /** URLs of the services that are searched: administrators name them, so they may be private. */
  get serviceUrls(): string[] {
    const { prowlarrUrl, jackettUrl, archiveUrl, torznabIndexers: indexers } = this;
    return [prowlarrUrl, jackettUrl, archiveUrl, ...indexers.map(({ url: endpoint }) => endpoint)].filter(
      (endpoint) => endpoint !== undefined,
    );
  }
}
