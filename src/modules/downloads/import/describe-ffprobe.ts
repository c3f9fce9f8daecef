import type { AudioTrack, HdrFormat, SubtitleTrack } from '../../media/index.js';
import type { ProbedMedia } from './describe-media.js';
import { ffprobeFrame, ffprobeStreams } from './ffprobe-schema.js';
import type { FfprobeStream } from './ffprobe-schema.js';
import type { FfprobeOutput } from './ffprobe.js';
import { resolutionLabel } from './resolution.js';

/** ffprobe's names, and the ones that are used here. What is not listed stays. */
const VIDEO: Readonly<Record<string, string>> = { mpeg2video: 'mpeg2', mpeg1video: 'mpeg1' };
const SUBTITLES: Readonly<Record<string, string>> = {
  subrip: 'srt',
  hdmv_pgs_subtitle: 'pgs',
  dvd_subtitle: 'vobsub',
  dvb_subtitle: 'dvb',
};
const CONTAINERS: Readonly<Record<string, string>> = {
  mpegts: 'ts',
  mpeg: 'mpg',
  mpegvideo: 'mpg',
  asf: 'wmv',
};

/** Null when there is no video in it; cover pictures are none. */
export function describeFfprobe(output: FfprobeOutput, fileName: string): ProbedMedia | null {
  const read = ffprobeStreams.parse(output.streams);
  const of = (type: string) => read?.streams.filter(({ codec_type: one }) => one === type) ?? [];
  const video = of('video').find(({ disposition }) => !disposition.attached_pic);
  if (!read || !video) return null;
  const audio = of('audio');
  const { width = null, height = null } = video;
  return {
    container: containerOf(read.format.format_name, read.format.tags.major_brand, fileName),
    codecVideo: translated(VIDEO, video),
    codecAudio: audio[0]?.codec_name ?? null,
    width,
    height,
    resolution: width === null || height === null ? null : resolutionLabel(width, height),
    hdrFormat: hdrOf(video, output.firstFrame),
    durationSeconds: read.format.duration ?? video.duration ?? null,
    audioTracks: audio.map(describeAudio),
    subtitleTracks: of('subtitle').map(describeSubtitle),
  };
}

/** One demuxer reads several containers, so brand and name decide. */
function containerOf(format: string, brand: string | undefined, fileName: string): string | null {
  const name = format.split(',')[0] ?? '';
  if (name === 'matroska') return /\.webm$/i.test(fileName) ? 'webm' : 'mkv';
  if (name === 'mov') return brand?.trim() === 'qt' ? 'mov' : 'mp4';
  return name === '' ? null : (CONTAINERS[name] ?? name);
}

function hdrOf(video: FfprobeStream, frame: unknown): HdrFormat | null {
  const [first] = ffprobeFrame.parse(frame).frames;
  const kinds = [...video.side_data_list, ...(first?.side_data_list ?? [])].map(
    (one) => one.side_data_type ?? '',
  );
  const isNamed = (pattern: RegExp) => kinds.some((kind) => pattern.test(kind));
  if (isNamed(/DOVI|Dolby Vision/i)) return 'DV';
  if (isNamed(/2094-40|HDR10\+/i)) return 'HDR10+';
  if (video.color_transfer === 'arib-std-b67') return 'HLG';
  return video.color_transfer === 'smpte2084' ? 'HDR10' : null;
}

function describeAudio(track: FfprobeStream, index: number): AudioTrack {
  const { codec_name: codec = null, channels = null, tags, disposition } = track;
  const [language, title] = [languageOf(tags.language), tags.title ?? null];
  return { index, codec, language, channels, title, isDefault: disposition.default === 1 };
}

function describeSubtitle(track: FfprobeStream, index: number): SubtitleTrack {
  return {
    index,
    codec: translated(SUBTITLES, track),
    language: languageOf(track.tags.language),
    title: track.tags.title ?? null,
    isDefault: track.disposition.default === 1,
    isForced: track.disposition.forced === 1,
  };
}

const translated = (names: Readonly<Record<string, string>>, { codec_name: name }: FfprobeStream) =>
  name === undefined ? null : (names[name] ?? name);

/** BCP 47 of `eng`, `ger` and `pt-BR`; null for `und` and what is no language tag. */
function languageOf(tag: string | undefined): string | null {
  if (tag === undefined || tag === 'und' || !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return null;
  return Intl.getCanonicalLocales(tag)[0] ?? null;
}
