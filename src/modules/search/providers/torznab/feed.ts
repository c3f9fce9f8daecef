import { ProviderError } from '../provider.errors.js';
import type { SourceDraft } from '../search-provider.js';
import { readItem } from './feed-item.js';
import type { LinkContext } from '../torrent-url.js';
import type { XmlDocument } from './xml-element.js';

export interface FeedPage {
  readonly drafts: SourceDraft[];
  /** Items on this page, usable or not. */
  readonly itemCount: number;
  /** Items on all pages, when the indexer says. */
  readonly total: number | null;
}

export function readFeed({ rootName, root }: XmlDocument, context: LinkContext): FeedPage {
  const channel = rootName === 'rss' ? root.child('channel') : undefined;
  if (!channel)
    throw new ProviderError('PROVIDER_RESPONSE_INVALID', 'The answer of the provider is not a feed');
  const items = channel.children('item');
  const total = Number(channel.child('response')?.attribute('total') ?? NaN);
  return {
    drafts: items.map((item) => readItem(item, context)).filter((draft) => draft !== null),
    itemCount: items.length,
    total: Number.isInteger(total) ? total : null,
  };
}
