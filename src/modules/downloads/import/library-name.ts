import path from 'node:path';
import { safeFileName } from '../../../common/files/safe-path.js';
import type { Media } from '../../media/index.js';
import { titleOfRelease } from '../release-title.js';

export interface NamedVideo {
  readonly media: Pick<Media, 'title' | 'year' | 'mediaType'>;
  /** As it came, with its extension. */
  readonly fileName: string;
  readonly resolution: string | null;
}

/** Room for the mark that tells two files of one name apart. */
const MAX_STEM_BYTES = 180;

/**
 * Where a video belongs in the library, as parts of a path: `Movies/{title} ({year})/{title} ({year}) - {resolution}.ext`,
 * `Series/{title} ({year})/Season {ss}/{title} - S{ss}E{ee} - {resolution}.ext`. Every part is a safe file name.
 */
export function libraryPath(video: NamedVideo): [string, ...string[]] {
  const { media, fileName, resolution } = video;
  const title = media.year === null ? media.title : `${media.title} (${media.year})`;
  const extension = path.extname(fileName).toLowerCase();
  if (media.mediaType === 'movie')
    return ['Movies', safeFileName(title), named([title, resolution], extension)];
  const { season, episode } = episodeOf(fileName);
  const folder = `Season ${twoDigits(season)}`;
  return ['Series', safeFileName(title), folder, named([media.title, episode, resolution], extension)];
}

/** The same name with a mark, for when another file has it. */
export function marked(name: string, mark: string): string {
  const { name: stem, ext } = path.parse(name);
  return `${stem} [${mark}]${ext}`;
}

function named(parts: (string | null)[], extension: string): string {
  const stem = safeFileName(parts.filter((part) => part !== null).join(' - '));
  return safeFileName(`${cut(stem)}${extension}`);
}

function cut(stem: string): string {
  let short = stem;
  while (Buffer.byteLength(short) > MAX_STEM_BYTES) short = [...short].slice(0, -1).join('');
  return short.trim();
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Without numbers in its name, an episode goes among the specials under its own name. */
function episodeOf(fileName: string): { season: number; episode: string } {
  const { seasons, episodes } = titleOfRelease(fileName);
  const [season = episodes.length > 0 ? 1 : 0] = seasons;
  if (episodes.length === 0) return { season, episode: path.parse(fileName).name };
  return {
    season,
    episode: `S${twoDigits(season)}${episodes.map((number) => `E${twoDigits(number)}`).join('')}`,
  };
}
