import path from 'node:path';

/** What players and MediaInfo can be expected to read. */
const VIDEO_EXTENSIONS = new Set([
  '.mkv',
  '.mk3d',
  '.mp4',
  '.m4v',
  '.mov',
  '.webm',
  '.avi',
  '.wmv',
  '.mpg',
  '.mpeg',
  '.m2ts',
  '.mts',
  '.ts',
  '.ogm',
  '.ogv',
  '.flv',
  '.3gp',
  '.divx',
]);

const SAMPLE_NAME = /(^|[^\p{L}\p{N}])(sample|trailer|proof)([^\p{L}\p{N}]|$)/iu;
/** A sample is short: what is called one and is as large as the feature is the feature. */
const SAMPLE_SHARE = 0.3;

const ARCHIVE = /\.(?:rar|r\d{2}|zip|7z|tar|t?gz|bz2|xz|zst|cab|iso|00\d)$/i;

interface SizedFile {
  readonly path: string;
  readonly size_bytes: number | null;
  readonly is_wanted?: boolean;
}

/** The video files of a download, largest first, without samples and trailers. Archives and the like are left out. */
export function chooseVideos<File extends SizedFile>(files: readonly File[]): File[] {
  const videos = files
    .filter(
      (file) =>
        file.is_wanted !== false &&
        sizeOf(file) > 0 &&
        VIDEO_EXTENSIONS.has(path.extname(file.path).toLowerCase()),
    )
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.path < b.path ? -1 : 1));
  const [largest] = videos;
  const smallest = largest ? sizeOf(largest) * SAMPLE_SHARE : 0;
  return videos.filter((file) => !(SAMPLE_NAME.test(file.path) && sizeOf(file) < smallest));
}

/** What has no size yet is not there yet. */
const sizeOf = ({ size_bytes }: SizedFile): number => size_bytes ?? 0;

/** Why there is nothing to import, for people. */
export const whyNoVideo = (files: readonly SizedFile[]): string =>
  files.some(({ path: one, is_wanted: isWanted = true }) => isWanted && ARCHIVE.test(one))
    ? 'There is no video among the files: they are packed in archives, which are not opened'
    : 'There is no video among the files';
