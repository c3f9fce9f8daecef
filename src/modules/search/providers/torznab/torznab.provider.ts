import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { ProviderError } from '../provider.errors.js';
import { followTorrentLink } from '../../torrent-link.js';
import type { LinkedTorrent } from '../../torrent-link.js';
import type { ProviderQuery, SearchProvider, SourceDraft } from '../search-provider.js';
import { CapsCache } from './caps-cache.js';
import type { Caps } from './caps.js';
import { readCaps } from './caps.js';
import type { FeedContext } from './feed-context.js';
import { readFeed } from './feed.js';
import type { FeedPage } from './feed.js';
import { withApiKey } from './torrent-url.js';
import { TorznabClient } from './torznab-client.js';
import { buildQueries } from './torznab-query.js';
import type { TorznabParameters } from './torznab-query.js';
import type { XmlDocument } from './xml-element.js';

const MAX_PAGES = 5;
const MAX_RESULTS = 1000;

export interface TorznabOptions {
  readonly name: string;
  /** Without a URL the provider is not configured. */
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
}

/** Any indexer that speaks Torznab, or Newznab with torrents in it. */
export class TorznabProvider implements SearchProvider {
  readonly name: string;
  private readonly client: TorznabClient;
  private readonly caps: CapsCache;

  constructor(
    private readonly options: TorznabOptions,
    private readonly fetch: SafeFetch,
  ) {
    this.name = options.name;
    this.client = new TorznabClient(fetch, { url: options.url ?? '', apiKey: options.apiKey });
    this.caps = new CapsCache(this.client);
  }

  isConfigured(): boolean {
    return this.options.url !== undefined;
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly SourceDraft[], void> {
    const caps = await this.caps.get(signal);
    const [best, fallback] = buildQueries(query, caps);
    if (!best) return;
    const { parameters, document } = await this.firstPage(best, fallback, signal);
    let page = this.read(document);
    yield page.drafts;
    let offset = page.itemCount;
    for (let count = 1; count < MAX_PAGES && hasMore(page, offset, caps); count += 1) {
      page = this.read(await this.client.call({ ...parameters, offset: String(offset) }, signal));
      yield page.drafts;
      offset += page.itemCount;
    }
  }

  async checkHealth(signal: AbortSignal): Promise<void> {
    readCaps(await this.client.call({ t: 'caps' }, signal));
  }

  /** An indexer may announce a mode and then refuse it; plain search is what remains. */
  private async firstPage(
    best: TorznabParameters,
    fallback: TorznabParameters | undefined,
    signal: AbortSignal,
  ) {
    try {
      return { parameters: best, document: await this.client.call(best, signal) };
    } catch (error) {
      const isRefused = error instanceof ProviderError && error.code === 'PROVIDER_UNSUPPORTED';
      if (!isRefused || !fallback) throw error;
      return { parameters: fallback, document: await this.client.call(fallback, signal) };
    }
  }

  owns(url: URL): boolean {
    return this.options.url !== undefined && new URL(this.options.url).origin === url.origin;
  }

  fetchTorrent(url: URL): Promise<LinkedTorrent> {
    return followTorrentLink(withApiKey(url, this.context()), (hop, options) =>
      // A redirect to anywhere else is a stranger's.
      this.fetch.request(hop, this.owns(hop) ? { ...options, allowPrivate: 'listed' } : options),
    );
  }

  private context(): FeedContext {
    return { baseUrl: new URL(this.options.url ?? ''), apiKey: this.options.apiKey };
  }

  private read(document: XmlDocument): FeedPage {
    return readFeed(document, this.context());
  }
}

/** Only where the indexer counts its results: others, Jackett among them, answer every offset with the same page. */
function hasMore(page: FeedPage, offset: number, caps: Caps): boolean {
  const isFull = page.itemCount > 0 && page.itemCount >= Math.min(caps.limit, page.total ?? Infinity);
  return isFull && page.total !== null && offset < Math.min(page.total, MAX_RESULTS);
}
