import { Injectable } from '@nestjs/common';
import { MediaService, titleKey } from '../media/index.js';
import type { Media } from '../media/index.js';
import type { Release } from './release/group-releases.js';

/** Namesakes of one year are few. */
const MAX_NAMESAKES = 50;

/** Tells which titles of a search are in the catalogue already. */
@Injectable()
export class CatalogueLookup {
  constructor(private readonly media: MediaService) {}

  /** The catalogue's row for the release's title, year and type; null when there is none. */
  async find({ title, year, mediaType }: Release, tmdbId: number | null): Promise<Media | null> {
    const [namesakes] = await this.media.list({
      search: title,
      mediaType,
      yearFrom: year ?? undefined,
      yearTo: year ?? undefined,
      sort: 'title',
      order: 'asc',
      offset: 0,
      limit: MAX_NAMESAKES,
    });
    const same = namesakes.filter(
      (media) => media.year === year && titleKey(media.title) === titleKey(title),
    );
    const isKnownAs = (media: Media) => tmdbId !== null && media.tmdbId === tmdbId;
    // A namesake that has another TMDB id is another title.
    return same.find(isKnownAs) ?? same.find((media) => media.tmdbId === null || tmdbId === null) ?? null;
  }
}
