import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { ValidationError } from '../../common/errors/common.errors.js';
import { SearchService } from '../search/index.js';
import type { FoundSource } from '../search/index.js';
import { DownloadFetch } from './download-fetch.js';
import type { DownloadRequest, UrlRequest } from './download-request.js';
import { SourceNotDownloadableError } from './downloads.errors.js';
import { DownloadKindName } from './engine/download-source.js';
import type { DownloadSource } from './engine/download-source.js';
import { parseMagnet } from './engine/torrent/magnet.js';

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
    private readonly fetch: DownloadFetch,
  ) {}

  async identify(actor: Actor, request: DownloadRequest): Promise<IdentifiedSource> {
    const found = request.sourceId === null ? null : await this.search.findSource(actor, request.sourceId);
    if (request.url && (request.magnetLink !== null || found))
      throw new ValidationError('Say what to fetch in one way: a URL, or a source or magnet link', {
        field: 'url',
      });
    return request.url
      ? ofUrl(request.url, this.fetch.parse(request.url.url).href)
      : ofTorrent(magnetLinkOf(request, found), found);
  }
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

function magnetLinkOf(request: DownloadRequest, found: FoundSource | null): string {
  const link = request.magnetLink ?? found?.magnetLink;
  if (link !== null && link !== undefined) return link;
  if (request.sourceId !== null) throw new SourceNotDownloadableError(request.sourceId);
  throw new ValidationError('Say what to fetch: source_id, magnet_link or url', { field: 'source_id' });
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
