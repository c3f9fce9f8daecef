import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { ProviderError } from '../provider.errors.js';
import { KeyedLinks } from '../keyed-links.js';
import { SharedAnswer } from '../shared-answer.js';
import type { FoundRelease, ProviderQuery, SearchProvider } from '../search-provider.js';
import type { Caps } from './caps.js';
import { PLAIN_CAPS, readCaps } from './caps.js';
import { readFeed } from './feed.js';
import type { FeedPage } from './feed.js';
import { TorznabClient } from './torznab-client.js';
import { buildQueries } from './torznab-query.js';
import type { TorznabCall } from './torznab-query.js';
import type { XmlDocument } from './xml-element.js';

const CAPS_KEPT_MS = 60 * 60_000;
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
  readonly ownLinks: KeyedLinks;
  private readonly client: TorznabClient;
  private readonly caps: SharedAnswer<Caps>;

  constructor(
    private readonly options: TorznabOptions,
    fetch: SafeFetch,
  ) {
    this.name = options.name;
    this.ownLinks = new KeyedLinks(fetch, options);
    this.client = new TorznabClient(fetch, { url: options.url ?? '', apiKey: options.apiKey });
    this.caps = new SharedAnswer((signal) => this.readCaps(signal), CAPS_KEPT_MS);
  }

  isConfigured(): boolean {
    return this.options.url !== undefined;
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly FoundRelease[], void> {
    const caps = await this.caps.get(signal);
    const calls = buildQueries(query, caps);
    for (const [index, call] of calls.entries()) {
      const isLast = index === calls.length - 1;
      const page = await this.firstPage(call, isLast, signal);
      if (!page || (page.itemCount === 0 && call.isById && !isLast)) continue;
      yield releasesOn(page);
      yield* this.furtherPages(page, call, caps, signal);
      return;
    }
  }

  async checkHealth(signal: AbortSignal): Promise<void> {
    readCaps(await this.client.call({ t: 'caps' }, signal));
  }

  /** Plain search is what remains of an indexer that answers, but not with capabilities. */
  private async readCaps(signal: AbortSignal): Promise<Caps> {
    try {
      return readCaps(await this.client.call({ t: 'caps' }, signal));
    } catch (error) {
      const isAnswer =
        error instanceof ProviderError &&
        ['PROVIDER_RESPONSE_INVALID', 'PROVIDER_UNSUPPORTED'].includes(error.code);
      if (isAnswer) return PLAIN_CAPS;
      throw error;
    }
  }

  /** Null when the indexer refuses the mode, which it may although it has announced it. */
  private async firstPage(call: TorznabCall, isLast: boolean, signal: AbortSignal): Promise<FeedPage | null> {
    try {
      return this.read(await this.client.call(call.parameters, signal));
    } catch (error) {
      const isRefused = error instanceof ProviderError && error.code === 'PROVIDER_UNSUPPORTED';
      if (isRefused && !isLast) return null;
      throw error;
    }
  }

  private async *furtherPages(first: FeedPage, { parameters }: TorznabCall, caps: Caps, signal: AbortSignal) {
    let page = first;
    let offset = first.itemCount;
    for (let count = 1; count < MAX_PAGES && hasMore(page, offset, caps); count += 1) {
      page = this.read(await this.client.call({ ...parameters, offset: String(offset) }, signal));
      yield releasesOn(page);
      offset += page.itemCount;
    }
  }

  private read(document: XmlDocument): FeedPage {
    return readFeed(document, { baseUrl: new URL(this.options.url ?? ''), apiKey: this.options.apiKey });
  }
}

const releasesOn = ({ drafts }: FeedPage): FoundRelease[] =>
  drafts.map((source) => ({ kind: 'release', source }));

/** Only where the indexer counts its results: others, Jackett among them, answer every offset with the same page. */
function hasMore(page: FeedPage, offset: number, caps: Caps): boolean {
  const isFull = page.itemCount > 0 && page.itemCount >= Math.min(caps.limit, page.total ?? Infinity);
  return isFull && page.total !== null && offset < Math.min(page.total, MAX_RESULTS);
}
