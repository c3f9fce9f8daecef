import { Injectable } from '@nestjs/common';
import { MediaService, MediaType } from '../../media/index.js';
import type { Media } from '../../media/index.js';
import type { EpisodeNumbers } from './episode-numbers.js';

/** The film or the series that a title is part of: itself, unless it is an episode. */
export const wholeIdOf = ({ id, seriesId }: Pick<Media, 'id' | 'seriesId'>): string => seriesId ?? id;

/** Which titles of the catalogue the file of an episode is of. The one place that knows how series are kept there. */
@Injectable()
export class EpisodeTargets {
  constructor(private readonly media: MediaService) {}

  /** The row of `wholeIdOf`, after which files are named. */
  async wholeOf(media: Media): Promise<Media> {
    return media.seriesId === null ? media : this.media.getById(media.seriesId);
  }

  /**
   * The ids of the titles that the episodes in one file are of, the one that the file is recorded under first; episodes that the
   * catalogue does not know are added. What has no number is the series'. To be called inside a transaction.
   */
  async titlesOf(media: Media, numbers: EpisodeNumbers | null): Promise<[string, ...string[]]> {
    const wholeId = wholeIdOf(media);
    const isOfSeries = media.mediaType === MediaType.Tv || media.seriesId !== null;
    if (!isOfSeries || numbers === null) return [media.id];
    const ids: string[] = [];
    for (const episode of numbers.episodes)
      ids.push((await this.media.ensureEpisode(wholeId, numbers.season, episode)).id);
    const [first = wholeId, ...others] = ids;
    return [first, ...others];
  }
}
