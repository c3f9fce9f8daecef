import path from 'node:path';
import { fillTemplate } from '../../../common/files/fill-template.js';
import { parsePathTemplate } from '../../../common/files/path-template.js';
import { cutToBytes } from '../../../common/files/safe-file-name.js';
import { safeFileName } from '../../../common/files/safe-path.js';
import { LIBRARY_VALUES } from '../../../common/settings/library-settings.js';
import type { Media } from '../../media/index.js';
import { episodeDigits, twoDigits } from './episode-numbers.js';
import type { EpisodeNumbers } from './episode-numbers.js';
import { wordsOf } from './release-words.js';

export interface NamedVideo {
  readonly media: Pick<Media, 'title' | 'year' | 'tmdbId' | 'imdbId'>;
  /** As it came, with its extension. */
  readonly fileName: string;
  readonly releaseName: string;
  readonly resolution: string | null;
  readonly codecVideo: string | null;
  /** Null for films. */
  readonly numbers: EpisodeNumbers | null;
  /** Of a film in several files. */
  readonly part: number | null;
}

/** Room for the mark that tells two files of one name apart, and for the language of subtitles. */
const MAX_STEM_BYTES = 170;
/** An episode without a number goes among the others of its folder under the name that it has. */
const UNNUMBERED = '{title} - {episode_title} - {resolution}';

/**
 * Where a video belongs in the library by the template of an administrator, as parts of a path. Every part is a safe file
 * name, whatever the values are; a folder whose values are all unknown is left out.
 */
export function libraryPath(video: NamedVideo, template: string): [string, ...string[]] {
  const stem = path.parse(video.fileName).name;
  const values = valuesOf(video, stem);
  const parts = [...parsePathTemplate(template, LIBRARY_VALUES.series)];
  if (video.numbers?.episodes.length === 0)
    parts.splice(-1, 1, ...parsePathTemplate(UNNUMBERED, LIBRARY_VALUES.series));
  const filled = parts.map((nodes) => fillTemplate(nodes, values));
  const [section = '', ...folders] = filled.slice(0, -1);
  const suffix = video.part === null ? '' : ` - cd${video.part}`;
  const filledName = filled.at(-1) ?? '';
  const name = filledName === '' ? video.media.title : filledName;
  return [
    safeFileName(section),
    ...folders.filter((folder) => folder !== '').map(safeFileName),
    named(name, suffix, path.extname(video.fileName).toLowerCase()),
  ];
}

/** The same name with a mark, for when another file has it. */
export function marked(name: string, mark: string): string {
  const { name: stem, ext } = path.parse(name);
  return `${stem} [${mark}]${ext}`;
}

function valuesOf(video: NamedVideo, stem: string): Record<string, string | null> {
  const { media, numbers, resolution, codecVideo } = video;
  const { source, group, edition, episodeTitle } = wordsOf(stem, video.releaseName);
  const isNumbered = numbers !== null && numbers.episodes.length > 0;
  return {
    title: media.title,
    year: media.year === null ? null : String(media.year),
    tmdb_id: media.tmdbId === null ? null : String(media.tmdbId),
    imdb_id: media.imdbId,
    resolution,
    codec: codecVideo,
    source,
    group,
    edition,
    ss: numbers && twoDigits(numbers.season),
    ee: isNumbered ? episodeDigits(numbers.episodes) : null,
    episode_title: isNumbered ? episodeTitle : stem,
  };
}

function named(name: string, suffix: string, extension: string): string {
  const stem = cutToBytes(safeFileName(name), MAX_STEM_BYTES).trim();
  return safeFileName(`${stem}${suffix}${extension}`);
}
