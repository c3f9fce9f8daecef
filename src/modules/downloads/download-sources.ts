import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { ValidationError } from '../../common/errors/common.errors.js';
import { SearchService, SourceTorrents, followTorrentLink } from '../search/index.js';
import type { FoundSource, LinkedTorrent } from '../search/index.js';
import { DownloadFetch } from './download-fetch.js';
import type { DownloadRequest, UrlRequest } from './download-request.js';
import { SourceNotDownloadableError } from './downloads.errors.js';
import { DownloadKindName } from './engine/download-source.js';
import type { DownloadSource } from './engine/download-source.js';
import { magnetLinkOf, parseMagnet, toMagnetLink } from './engine/torrent/magnet.js';
import { readTorrentFile } from './engine/torrent/torrent-files.js';

/** A request's source, found and understood. */
export interface IdentifiedSource {
  readonly source: DownloadSource;
  /** Two downloads with one identity would fetch the same. */
  readonly identity: string;
  readonly infoHash: string | null;
  /** What an engine would otherwise have to ask for: a .torrent file. */
  readonly metadata: Buffer | null;
  /** What it calls itself; null when it says nothing. */
  readonly releaseName: string | null;
  readonly totalBytes: number | null;
  /** The search result that it is, when it is one. */
  readonly found: FoundSource | null;
}

/** Finds out what a request wants to be fetched. Reads no title and opens no transaction. */
@Injectable()
export class DownloadSources {
  constructor(
    private readonly search: SearchService,
    private readonly torrents: SourceTorrents,
    private readonly fetch: DownloadFetch,
  ) {}

  async identify(actor: Actor, request: DownloadRequest): Promise<IdentifiedSource> {
    const found = request.sourceId === null ? null : await this.search.findSource(actor, request.sourceId);
    assertOneWay(request);
    if (request.torrentFile) return ofTorrentFile(request.torrentFile, found);
    if (request.url?.as === 'torrent') return ofLinked(await this.follow(request.url.url), null);
    if (request.url) return ofUrl(request.url, this.fetch.parse(request.url.url).href);
    const magnetLink = request.magnetLink ?? found?.magnetLink;
    if (magnetLink !== null && magnetLink !== undefined) return ofTorrent(toMagnetLink(magnetLink), found);
    if (request.sourceId === null)
      throw new ValidationError('Say what to fetch: source_id, magnet_link or url', { field: 'source_id' });
    const linked = await this.torrents.fetchOf(actor, request.sourceId);
    if (linked === null) throw new SourceNotDownloadableError(request.sourceId);
    return ofLinked(linked, found);
  }

  /** The URL is a user's: only where people may download from. */
  private follow(url: string): Promise<LinkedTorrent> {
    return followTorrentLink(this.fetch.parse(url), (hop, options) =>
      this.fetch.client.request(hop, { ...options, allowPrivate: 'listed' }),
    );
  }
}

function assertOneWay({ url, torrentFile, magnetLink, sourceId }: DownloadRequest): void {
  const isFileOrUrl = Number(url !== null) + Number(torrentFile !== undefined);
  const isOther = magnetLink !== null || (url !== null && sourceId !== null);
  if (isFileOrUrl > 1 || (isFileOrUrl === 1 && isOther))
    throw new ValidationError(
      'Say what to fetch in one way: a URL, a .torrent file, or a source or magnet link',
      {
        field: url === null ? 'torrent_file' : 'url',
      },
    );
}

const ofLinked = (linked: LinkedTorrent, found: FoundSource | null): IdentifiedSource =>
  'magnetLink' in linked ? ofTorrent(linked.magnetLink, found) : ofTorrentFile(linked.bytes, found);

/** Everything is known from the beginning: the size, the name, and what the engine would have to ask peers for. */
function ofTorrentFile(bytes: Buffer, found: FoundSource | null): IdentifiedSource {
  const { infoHash, name, totalBytes, trackers } = readTorrentFile(bytes);
  const identified = ofTorrent(magnetLinkOf(infoHash, trackers), found);
  return { ...identified, metadata: bytes, totalBytes, releaseName: found?.releaseName ?? name };
}

function ofTorrent(magnetLink: string, found: FoundSource | null): IdentifiedSource {
  const magnet = parseMagnet(magnetLink);
  if (found && found.infoHash !== null && found.infoHash !== magnet.infoHash)
    throw new ValidationError('The magnet link is not that of the source', { field: 'magnet_link' });
  return {
    source: { kind: DownloadKindName.Torrent, magnetLink },
    identity: `btih:${magnet.infoHash}`,
    infoHash: magnet.infoHash,
    metadata: null,
    releaseName: found?.releaseName ?? magnet.name,
    totalBytes: found?.sizeBytes ?? null,
    found,
  };
}

function ofUrl(request: UrlRequest, url: string): IdentifiedSource {
  const source: DownloadSource =
    request.as === 'file'
      ? {
          kind: DownloadKindName.Http,
          url,
          fileName: request.fileName,
          checksum: request.checksum,
          transfer: request.transfer,
        }
      : { kind: DownloadKindName.Gallery, url, filter: request.filter, transfer: request.transfer };
  const facts = source.kind === DownloadKindName.Gallery ? JSON.stringify(source.filter) : '';
  return {
    source,
    identity: `${source.kind}:${createHash('sha256').update(`${url}\n${facts}`).digest('hex')}`,
    infoHash: null,
    metadata: null,
    releaseName: request.fileName ?? nameOfUrl(url),
    totalBytes: null,
    found: null,
  };
}

/** The last part of the path, else the host. */
function nameOfUrl(text: string): string {
  const url = new URL(text);
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? '';
  try {
    return decodeURIComponent(last) || url.hostname;
  } catch {
    return last;
  }
}
