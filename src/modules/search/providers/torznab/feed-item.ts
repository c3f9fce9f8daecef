import { SourceKind } from '../search-provider.js';
import type { SourceDraft } from '../search-provider.js';
import { factorsOf } from '../volume-factors.js';
import { normaliseInfoHash, readMagnet, writeMagnet } from '../magnet.js';
import { mediaTypeOf } from './categories.js';
import { cleanText, decodeEntities, readCount, readDate, readImdbId, readSize } from '../foreign-values.js';
import type { LinkContext } from '../torrent-url.js';
import { torrentUrlOf } from '../torrent-url.js';
import type { XmlElement } from './xml-element.js';

const MAX_NAME_LENGTH = 512;
const MAX_GUID_LENGTH = 2048;
const MAX_INDEXER_LENGTH = 100;

/** Torznab and Newznab attributes by lower-case name; names may repeat. */
function attributesOf(item: XmlElement): (name: string) => string[] {
  const pairs = item
    .children('attr')
    .map((attr) => [attr.attribute('name')?.toLowerCase(), attr.attribute('value')] as const);
  return (name) => pairs.filter(([key]) => key === name).map(([, value]) => value ?? '');
}

/** One item as a draft; null for what has no name or offers no torrent, such as Usenet items. */
export function readItem(item: XmlElement, context: LinkContext): SourceDraft | null {
  const attributes = attributesOf(item);
  const first = (name: string) => attributes(name)[0] ?? '';
  const releaseName = cleanText(decodeEntities(item.child('title')?.text ?? ''), MAX_NAME_LENGTH);
  const links = linksOf(item, first, releaseName, context);
  if (releaseName === '' || !links) return null;
  const seeders = readCount(first('seeders'));
  const categories = [
    ...item.children('category').map((category) => category.text),
    ...attributes('category'),
  ];
  const byTags = factorsOf(attributes('tag'));
  return {
    ...links,
    kind: SourceKind.Torrent,
    offer: null,
    guid: guidOf(item, releaseName),
    releaseName,
    indexer: indexerOf(item),
    sizeBytes: readSize(
      item.child('size')?.text,
      first('size'),
      item.child('enclosure')?.attribute('length'),
    ),
    seeders,
    leechers: readLeechers(first, seeders),
    publishedAt: readDate(item.child('pubDate')?.text ?? ''),
    mediaType: mediaTypeOf(categories.map(Number)),
    tmdbId: positive(readCount(first('tmdbid'))),
    imdbId: readImdbId(first('imdbid') || first('imdb')),
    downloadVolumeFactor: factorOf(first('downloadvolumefactor')) ?? byTags.download,
    uploadVolumeFactor: factorOf(first('uploadvolumefactor')) ?? byTags.upload,
  };
}

type Links = Pick<SourceDraft, 'infoHash' | 'magnetLink' | 'torrentUrl'>;

/** A magnet may stand in four places. A hash alone makes one only where no .torrent is offered: private sites have no DHT. */
function linksOf(
  item: XmlElement,
  first: (name: string) => string,
  releaseName: string,
  context: LinkContext,
): Links | null {
  const enclosures = item.children('enclosure');
  const links = [
    ...enclosures
      .filter((enclosure) => !/nzb/i.test(enclosure.attribute('type') ?? ''))
      .map((e) => e.attribute('url') ?? ''),
    ...(enclosures.some((enclosure) => /nzb/i.test(enclosure.attribute('type') ?? ''))
      ? []
      : item.children('link').map((link) => link.text)),
  ].filter((link) => link !== '');
  const places = [
    first('magneturl'),
    ...links,
    ...item.children('guid').map((guid) => guid.text),
    item.child('comments')?.text ?? '',
  ];
  const magnet = places.map((place) => readMagnet(place, releaseName)).find((found) => found !== null);
  const infoHash = magnet?.infoHash ?? normaliseInfoHash(first('infohash'));
  const torrentUrl = links.map((link) => torrentUrlOf(link, context)).find((url) => url !== null) ?? null;
  const magnetLink = magnet?.link ?? (infoHash && !torrentUrl ? writeMagnet(infoHash, releaseName) : null);
  return magnetLink || torrentUrl ? { infoHash, magnetLink, torrentUrl } : null;
}

function guidOf(item: XmlElement, releaseName: string): string {
  const guid = item.child('guid')?.text ?? '';
  return (guid === '' ? releaseName : guid).slice(0, MAX_GUID_LENGTH);
}

/** Jackett and Prowlarr name the site behind a result in an element of their own. */
function indexerOf(item: XmlElement): string | null {
  const element = item.child('jackettindexer') ?? item.child('prowlarrindexer');
  const name = cleanText((element?.text ?? '') || (element?.attribute('id') ?? ''), MAX_INDEXER_LENGTH);
  return name === '' ? null : name;
}

/** `peers` includes the seeders by the specification, though some feeds give less than those. */
function readLeechers(first: (name: string) => string, seeders: number | null): number | null {
  const leechers = readCount(first('leechers'));
  if (leechers !== null) return leechers;
  const peers = readCount(first('peers'));
  return peers === null ? null : Math.max(0, peers - (seeders ?? 0));
}

function factorOf(text: string): number | null {
  const factor = text === '' ? NaN : Number(text);
  return factor >= 0 && factor <= 10 ? factor : null;
}

const positive = (count: number | null): number | null => (count === 0 ? null : count);
