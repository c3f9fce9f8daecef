import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { MediaService } from '../media/index.js';
import type { Media, MediaDraft } from '../media/index.js';
import { SearchService } from '../search/index.js';
import type { FoundSource, FoundTitle, QualityPreference } from '../search/index.js';
import { SourceNotDownloadableError } from './downloads.errors.js';
import { parseMagnet } from './engine/torrent/magnet.js';
import type { Magnet } from './engine/torrent/magnet.js';
import { titleOfRelease } from './release-title.js';

export interface DownloadRequest {
  readonly mediaId: string | null;
  readonly sourceId: string | null;
  readonly magnetLink: string | null;
  readonly qualityPreference: QualityPreference | null;
}

/** What is to be fetched, and for which title. */
export interface DownloadTarget {
  readonly media: Media;
  readonly magnetLink: string;
  readonly infoHash: string;
  readonly releaseName: string;
  readonly totalBytes: number | null;
}

/** Finds out what a request means: a search result, a magnet link, or both; a title of the catalogue, or a new one. */
@Injectable()
export class DownloadTargets {
  constructor(
    private readonly media: MediaService,
    private readonly search: SearchService,
  ) {}

  /** Joins the open transaction, for it may add the title to the catalogue. */
  async resolve(actor: Actor, request: DownloadRequest): Promise<DownloadTarget> {
    const source = request.sourceId === null ? null : await this.search.findSource(actor, request.sourceId);
    const magnetLink = magnetLinkOf(request, source);
    const magnet = parseMagnet(magnetLink);
    if (source && source.infoHash !== null && source.infoHash !== magnet.infoHash)
      throw new ValidationError('The magnet link is not that of the source', { field: 'magnet_link' });
    const media = await this.findMedia(actor, request.mediaId, source, magnet);
    return {
      media,
      magnetLink,
      infoHash: magnet.infoHash,
      releaseName: source?.releaseName ?? magnet.name ?? media.title,
      totalBytes: source?.sizeBytes ?? null,
    };
  }

  private async findMedia(
    actor: Actor,
    mediaId: string | null,
    source: FoundSource | null,
    magnet: Magnet,
  ): Promise<Media> {
    if (mediaId !== null) return (await this.findKnown(mediaId)) ?? this.addFound(actor, mediaId);
    if (source) return this.addFound(actor, source.titleId);
    if (magnet.name === null)
      throw new ValidationError('Say with media_id what this is: the magnet link has no name', {
        field: 'media_id',
      });
    const { title, year, mediaType } = titleOfRelease(magnet.name);
    return this.media.ensure({ title, year, mediaType, tmdbId: null });
  }

  private async findKnown(mediaId: string): Promise<Media | null> {
    try {
      return await this.media.hold(mediaId);
    } catch (error) {
      if (error instanceof NotFoundError) return null;
      throw error;
    }
  }

  /** A title that a search has found enters the catalogue when someone fetches it. */
  private async addFound(actor: Actor, titleId: string): Promise<Media> {
    try {
      return await this.media.ensure(draftOf(await this.search.findTitle(actor, titleId)));
    } catch (error) {
      throw error instanceof NotFoundError ? new NotFoundError('Media', titleId) : error;
    }
  }
}

function magnetLinkOf(request: DownloadRequest, source: FoundSource | null): string {
  const link = request.magnetLink ?? source?.magnetLink;
  if (link !== null && link !== undefined) return link;
  if (request.sourceId !== null) throw new SourceNotDownloadableError(request.sourceId);
  throw new ValidationError('Say what to fetch: source_id or magnet_link', { field: 'source_id' });
}

const draftOf = ({ titleId, ...facts }: FoundTitle): MediaDraft => ({ id: titleId, ...facts });
