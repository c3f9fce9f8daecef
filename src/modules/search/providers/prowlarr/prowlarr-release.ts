import { cleanText, readDate, readImdbId, readSize, toCount } from '../foreign-values.js';
import { normaliseInfoHash, readMagnet, writeMagnet } from '../magnet.js';
import type { MagnetLink } from '../magnet.js';
import { SourceKind } from '../search-provider.js';
import type { SourceDraft } from '../search-provider.js';
import { torrentUrlOf } from '../torrent-url.js';
import { mediaTypeOf } from '../torznab/categories.js';
import { factorsOf } from '../volume-factors.js';
import type { ProwlarrRelease } from './prowlarr-answers.js';

const MAX_NAME_LENGTH = 512;
const MAX_GUID_LENGTH = 2048;
const MAX_INDEXER_LENGTH = 100;
const PROXY_PATH = /\/(?<indexer>\d+)\/download$/;

export interface ReleaseContext {
  readonly baseUrl: URL;
  readonly apiKey: string | undefined;
  /** Anybody may join its torrents, so that a hash is enough to find peers. */
  readonly isPublic: boolean;
}

/** One release as a draft; null for Usenet, and for what has no name or offers nothing. */
export function toDraft(release: ProwlarrRelease, context: ReleaseContext): SourceDraft | null {
  const releaseName = cleanText(release.title, MAX_NAME_LENGTH);
  const links = release.protocol === 'torrent' ? linksOf(release, releaseName, context) : null;
  if (releaseName === '' || !links) return null;
  const indexer = cleanText(release.indexer ?? '', MAX_INDEXER_LENGTH);
  const factors = factorsOf(release.indexerFlags);
  return {
    ...links,
    kind: SourceKind.Torrent,
    guid: guidOf(release, releaseName, context),
    releaseName,
    indexer: indexer === '' ? null : indexer,
    sizeBytes: readSize(String(release.size ?? '')),
    seeders: toCount(release.seeders),
    leechers: toCount(release.leechers),
    publishedAt: readDate(release.publishDate ?? ''),
    mediaType: mediaTypeOf(release.categories.flat()),
    tmdbId: release.tmdbId === 0 ? null : toCount(release.tmdbId),
    imdbId: readImdbId(String(release.imdbId ?? '')),
    downloadVolumeFactor: factors.download,
    uploadVolumeFactor: factors.upload,
    offer: null,
  };
}

type Links = Pick<SourceDraft, 'infoHash' | 'magnetLink' | 'torrentUrl'>;

/** Magnets stand in the guid now and then; `magnetUrl` is a link through Prowlarr as `downloadUrl` is. */
function linksOf(release: ProwlarrRelease, releaseName: string, context: ReleaseContext): Links | null {
  const { guid, magnetUrl, downloadUrl } = release;
  const places = [magnetUrl, guid, downloadUrl].filter((place) => place !== null);
  const magnet = places.map((place) => readMagnet(place, releaseName)).find((found) => found !== null);
  const infoHash = magnet?.infoHash ?? normaliseInfoHash(release.infoHash ?? '');
  const proxied = [downloadUrl, magnetUrl].filter((link) => link !== null);
  const torrentUrl = proxied.map((link) => proxyLink(link, context)).find((link) => link !== null) ?? null;
  const magnetLink =
    magnet?.link ?? magnetOfHash(infoHash, releaseName, torrentUrl === null || context.isPublic);
  return magnetLink !== null || torrentUrl !== null ? { infoHash, magnetLink, torrentUrl } : null;
}

const magnetOfHash = (infoHash: string | null, name: string, isEnough: boolean): MagnetLink['link'] | null =>
  infoHash !== null && isEnough ? writeMagnet(infoHash, name) : null;

/** Without the key, and at the address that is configured: Prowlarr writes the one by which it was asked. */
function proxyLink(link: string, { baseUrl, apiKey }: ReleaseContext): string | null {
  const safe = torrentUrlOf(link, { baseUrl, apiKey });
  if (safe === null) return null;
  const url = new URL(safe);
  const indexer = PROXY_PATH.exec(url.pathname)?.groups?.['indexer'];
  if (indexer === undefined || !url.searchParams.has('link')) return safe;
  const own = new URL(`${baseUrl.href.replace(/\/$/, '')}/${indexer}/download`);
  own.search = url.search;
  return own.toString();
}

/** Keys stand in links only; a guid that holds one all the same is left out. */
function guidOf(
  { guid, infoHash }: ProwlarrRelease,
  releaseName: string,
  { apiKey }: ReleaseContext,
): string {
  const isUsable = guid !== null && guid !== '' && (apiKey === undefined || !guid.includes(apiKey));
  return (isUsable ? guid : (infoHash ?? releaseName)).slice(0, MAX_GUID_LENGTH);
}
