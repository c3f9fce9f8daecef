import { Injectable } from '@nestjs/common';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { MediaService } from '../media/index.js';
import type { Media, MediaDraft } from '../media/index.js';
import { SearchService } from '../search/index.js';
import type { FoundTitle } from '../search/index.js';
import type { DownloadRequest } from './download-request.js';
import type { IdentifiedSource } from './download-sources.js';
import { DownloadKindName } from './engine/download-source.js';
import { titleOfRelease } from './release-title.js';

/** Finds out which title a download is of: one of the catalogue, or a new one. Files by URL may be of none. */
@Injectable()
export class DownloadTargets {
  constructor(
    private readonly media: MediaService,
    private readonly search: SearchService,
  ) {}

  /** Joins the open transaction, for it may add the title to the catalogue. */
  async resolve(actor: Actor, request: DownloadRequest, source: IdentifiedSource): Promise<Media | null> {
    if (request.mediaId !== null)
      return (await this.findKnown(request.mediaId)) ?? this.addFound(actor, request.mediaId);
    if (source.found) return this.addFound(actor, source.found.titleId);
    if (source.source.kind !== DownloadKindName.Torrent) return null;
    if (source.releaseName === null)
      throw new ValidationError('Say with media_id what this is: the magnet link has no name', {
        field: 'media_id',
      });
    const { title, year, mediaType } = titleOfRelease(source.releaseName);
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

const draftOf = ({ titleId, ...facts }: FoundTitle): MediaDraft => ({ id: titleId, ...facts });
