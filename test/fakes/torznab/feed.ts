import type { FakeRelease } from './release.js';
import { DEFAULT_CATEGORIES } from './release.js';

const ITEM = /[ \t]*<item>[\s\S]*?<\/item>/g;
const COMMENT = /[ \t]*<!--[\s\S]*?-->\n?/g;
const CHANNEL_END = '  </channel>';

/** A recorded answer cut at its items, so that others can be put between. */
export interface RecordedFeed {
  readonly head: string;
  readonly items: readonly string[];
  readonly tail: string;
}

export function cutFeed(xml: string): RecordedFeed {
  const feed = xml.replace(COMMENT, '');
  const items = feed.match(ITEM) ?? [];
  const firstItem = feed.search(ITEM);
  const end = feed.indexOf(CHANNEL_END);
  if (end === -1) throw new Error('The recorded feed has no channel');
  return { head: feed.slice(0, firstItem === -1 ? end : firstItem), items, tail: feed.slice(end) };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeXml = (value: string): string =>
  value.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const attribute = (name: string, value: string | number): string =>
  `<torznab:attr name="${name}" value="${escapeXml(String(value))}" />`;

/** An item in the shape of the recorded ones. */
export function renderItem(release: FakeRelease): string {
  const {
    title,
    infoHash,
    sizeBytes,
    categories = DEFAULT_CATEGORIES,
    imdbId,
    tmdbId,
    publishedAt,
  } = release;
  const magnet = escapeXml(release.magnet);
  const page = `https://indexer.example/torrent/${infoHash}`;
  const lines = [
    `<title>${escapeXml(title)}</title>`,
    `<guid>${page}</guid>`,
    `<comments>${page}</comments>`,
    ...(publishedAt ? [`<pubDate>${publishedAt.toUTCString().replace('GMT', '+0000')}</pubDate>`] : []),
    `<size>${sizeBytes}</size>`,
    `<description>${escapeXml(title)}</description>`,
    `<link>${magnet}</link>`,
    `<enclosure url="${magnet}" length="${sizeBytes}" type="application/x-bittorrent;x-scheme-handler/magnet" />`,
    ...categories.map((category) => attribute('category', category)),
    attribute('magneturl', release.magnet),
    attribute('size', sizeBytes),
    attribute('seeders', release.seeders),
    attribute('peers', release.peers),
    attribute('infohash', infoHash),
    ...(imdbId === undefined ? [] : [attribute('imdbid', imdbId)]),
    ...(tmdbId === undefined ? [] : [attribute('tmdbid', tmdbId)]),
  ];
  return ['    <item>', ...lines.map((line) => `      ${line}`), '    </item>'].join('\n');
}

/** The items put back into a recorded feed, with the counts that pages are made from. */
export function assembleFeed(
  feed: RecordedFeed,
  items: readonly string[],
  offset: number,
  total: number,
): string {
  const counts = `    <newznab:response offset="${offset}" total="${total}" />`;
  return `${feed.head}${[counts, ...items].join('\n')}\n${feed.tail}`;
}
