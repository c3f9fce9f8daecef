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

interface SizedFile {
  readonly path: string;
  readonly size_bytes: number | null;
}

/** The video files of a download, largest first, without samples and trailers. Archives and the like are left out. */
export function chooseVideos<File extends SizedFile>(files: readonly File[]): File[] {
  const videos = files
    .filter((file) => sizeOf(file) > 0 && VIDEO_EXTENSIONS.has(path.extname(file.path).toLowerCase()))
    .sort((a, b) => sizeOf(b) - sizeOf(a) || (a.path < b.path ? -1 : 1));
  const [largest] = videos;
  const smallest = largest ? sizeOf(largest) * SAMPLE_SHARE : 0;
  return videos.filter((file) => !(SAMPLE_NAME.test(file.path) && sizeOf(file) < smallest));
}

/** What has no size yet is not there yet. */
const sizeOf = ({ size_bytes }: SizedFile): number => size_bytes ?? 0;
