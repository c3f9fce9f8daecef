import { Injectable } from '@nestjs/common';
import { MediaService } from '../media/index.js';
import type { Media } from '../media/index.js';

type SoughtTitle = Pick<Media, 'title' | 'year' | 'tmdbId'> & { readonly mediaType: 'movie' | 'tv' };

/** Tells which titles of a search are in the catalogue already. */
@Injectable()
export class CatalogueLookup {
  constructor(private readonly media: MediaService) {}

  /** The catalogue's row for a title; null when there is none. */
  find(title: SoughtTitle): Promise<Media | null> {
    return this.media.find(title);
  }
}
