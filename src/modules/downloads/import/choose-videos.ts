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
  readonly size_bytes: number;
}

/** The video files of a download, largest first, without samples and trailers. Archives and the like are left out. */
export function chooseVideos<File extends SizedFile>(files: readonly File[]): File[] {
  const videos = files
    .filter(
      ({ path: name, size_bytes }) =>
        size_bytes > 0 && VIDEO_EXTENSIONS.has(path.extname(name).toLowerCase()),
    )
    .sort((a, b) => b.size_bytes - a.size_bytes || (a.path < b.path ? -1 : 1));
  const largest = videos[0]?.size_bytes ?? 0;
  return videos.filter((file) => !(SAMPLE_NAME.test(file.path) && file.size_bytes < largest * SAMPLE_SHARE));
}
