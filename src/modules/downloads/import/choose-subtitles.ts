import path from 'node:path';
import { episodeLabel, episodeNumbersOf } from './episode-numbers.js';
import { subtitleMarks } from './subtitle-language.js';
import type { SubtitleMarks } from './subtitle-language.js';

const TEXT_FORMATS = new Set(['srt', 'ass', 'ssa', 'vtt', 'sub']);
const SUBTITLE_FOLDER = /^(?:subs?|subtitles?|vobsubs?)$/i;
const MAX_BYTES = 256 * 1024 ** 2;
const MAX_PER_VIDEO = 100;

interface SizedFile {
  readonly path: string;
  readonly size_bytes: number | null;
  readonly is_wanted?: boolean;
}

export interface ChosenSubtitle<File> extends SubtitleMarks {
  readonly file: File;
  /** `srt`, …; `vobsub` for an .idx with its .sub. */
  readonly format: string;
  /** The pictures of a vobsub. */
  readonly pictures: File | null;
}

/**
 * The external subtitles of one video among the `videos` that are imported: files of the same stem, also in a folder `Subs`;
 * and what lies there besides, when it is of the same episode or the video is the only one.
 */
export function chooseSubtitles<File extends SizedFile>(
  files: readonly File[],
  video: SizedFile,
  videos: readonly SizedFile[],
): ChosenSubtitle<File>[] {
  const byStem = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  const chosen: ChosenSubtitle<File>[] = [];
  for (const file of files) {
    const { name, ext } = path.posix.parse(file.path.toLowerCase());
    const format = ext.slice(1);
    if (!isUsable(file) || !(TEXT_FORMATS.has(format) || format === 'idx')) continue;
    const twin = byStem.get(
      path.posix.join(path.posix.dirname(file.path.toLowerCase()), `${name}.${twinOf(format)}`),
    );
    // The pictures come with their .idx; an .idx alone is of no use. A .sub alone is text.
    if ((format === 'sub' && twin) || (format === 'idx' && !(twin && isUsable(twin)))) continue;
    const words = wordsBeside(file, video, videos);
    if (words === null) continue;
    const pictures = format === 'idx' ? (twin ?? null) : null;
    chosen.push({ file, format: pictures ? 'vobsub' : format, pictures, ...subtitleMarks(words) });
  }
  return chosen.slice(0, MAX_PER_VIDEO);
}

const twinOf = (format: string): string => (format === 'idx' ? 'sub' : 'idx');

const isUsable = ({ size_bytes: size, is_wanted: isWanted = true }: SizedFile): boolean =>
  isWanted && size !== null && size > 0 && size <= MAX_BYTES;

/** What is left of the subtitle's name beside the video's; null when it is not the video's subtitle. */
function wordsBeside(file: SizedFile, video: SizedFile, videos: readonly SizedFile[]): string | null {
  const own = splitPath(file);
  const of = splitPath(video);
  const isNear = own.folder === of.folder || own.outer === of.folder;
  if (isNear && startsWithStem(own.stem, of.stem)) return own.stem.slice(of.stem.length);
  // Subs/<stem of the video>/2_English.srt
  if (isNamedAfter(own.inner, video) && own.outer.startsWith(of.folder)) return own.stem;
  if (videos.some((other) => isNamedAfter(own.inner, other))) return null;
  if (videos.length === 1) return isNear || own.folder.startsWith(of.folder) ? own.stem : null;
  return isNear && isSameEpisode(file, video) ? own.stem.replace(/^.*?\d+/, '') : null;
}

/** `folder` without a trailing `Subs`; `outer` is the folder around `Subs` and what is in it. */
function splitPath({ path: full }: SizedFile): {
  stem: string;
  folder: string;
  inner: string;
  outer: string;
} {
  const folders = full.split('/').slice(0, -1);
  const subs = folders.findIndex((name) => SUBTITLE_FOLDER.test(name));
  return {
    stem: path.posix.parse(full).name,
    folder: folders.join('/'),
    inner: folders.at(-1) ?? '',
    outer: (subs === -1 ? folders : folders.slice(0, subs)).join('/'),
  };
}

const isNamedAfter = (folder: string, video: SizedFile): boolean =>
  folder.toLowerCase() === splitPath(video).stem.toLowerCase();

function startsWithStem(name: string, stem: string): boolean {
  const rest = name.slice(stem.length);
  return name.toLowerCase().startsWith(stem.toLowerCase()) && (rest === '' || /^[^\p{L}\p{N}]/u.test(rest));
}

function isSameEpisode(one: SizedFile, other: SizedFile): boolean {
  const [a, b] = [one, other].map((file) => episodeLabel(episodeNumbersOf(file.path, '', false)));
  return a !== null && a === b;
}
