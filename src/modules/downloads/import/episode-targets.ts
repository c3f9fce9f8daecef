import { Injectable } from '@nestjs/common';
import type { Media } from '../../media/index.js';
import type { EpisodeNumbers } from './episode-numbers.js';

/** Which titles of the catalogue the file of an episode is of. The one place that knows how series are kept there. */
@Injectable()
export class EpisodeTargets {
  /**
   * The ids of the titles that the episodes in one file are of, the one that the file is recorded under first. Joins the open
   * transaction, if any. Series are kept whole: the file is the series', and its label says which episodes it holds.
   */
  titlesOf(media: Media, numbers: EpisodeNumbers | null): Promise<[string, ...string[]]> {
    void numbers;
    return Promise.resolve([media.id]);
  }
}
