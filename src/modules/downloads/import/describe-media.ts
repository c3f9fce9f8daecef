import type { AudioTrack, GeneralTrack, TextTrack, Track, VideoTrack } from 'mediainfo.js';
import type {
  AudioTrack as StoredAudio,
  HdrFormat,
  SubtitleTrack as StoredSubtitle,
} from '../../media/index.js';
import { audioCodec, containerName, subtitleCodec, videoCodec } from './codec-names.js';
import { resolutionLabel } from './resolution.js';

/** What is in a video file, in the words of this system. */
export interface ProbedMedia {
  readonly container: string | null;
  readonly codecVideo: string | null;
  readonly codecAudio: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly resolution: string | null;
  readonly hdrFormat: HdrFormat | null;
  readonly durationSeconds: number | null;
  readonly audioTracks: StoredAudio[];
  readonly subtitleTracks: StoredSubtitle[];
}

const isVideo = (track: Track): track is VideoTrack => track['@type'] === 'Video';
const isAudio = (track: Track): track is AudioTrack => track['@type'] === 'Audio';
const isText = (track: Track): track is TextTrack => track['@type'] === 'Text';
const isGeneral = (track: Track): track is GeneralTrack => track['@type'] === 'General';

/** Null when there is no video among the tracks. Of several, the first counts: the others are cover pictures. */
export function describeMedia(tracks: readonly Track[]): ProbedMedia | null {
  const video = tracks.find(isVideo);
  if (!video) return null;
  const audio = tracks.filter(isAudio);
  const general = tracks.find(isGeneral);
  const width = video.Width ?? null;
  const height = video.Height ?? null;
  return {
    container: containerName(general?.Format),
    codecVideo: videoCodec(video.Format),
    codecAudio: audioCodec(audio[0]?.Format),
    width,
    height,
    resolution: width === null || height === null ? null : resolutionLabel(width, height),
    hdrFormat: hdrOf(video),
    durationSeconds: general?.Duration ?? video.Duration ?? null,
    audioTracks: audio.map(describeAudio),
    subtitleTracks: tracks.filter(isText).map(describeSubtitle),
  };
}

const isYes = (value: unknown): boolean => value === 'Yes';
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** PQ is the transfer function of HDR10 and HDR10+, HLG its own; Dolby Vision may go without naming either. */
function hdrOf(video: VideoTrack): HdrFormat | null {
  const format = `${textOf(video.HDR_Format) ?? ''} ${textOf(video.HDR_Format_Compatibility) ?? ''}`;
  const transfer = textOf(video.transfer_characteristics) ?? '';
  if (/Dolby Vision/i.test(format)) return 'DV';
  if (/2094|HDR10\+/i.test(format)) return 'HDR10+';
  if (/\bHLG\b/i.test(`${transfer} ${format}`)) return 'HLG';
  return format.trim() !== '' || /\bPQ\b|2084/.test(transfer) ? 'HDR10' : null;
}

function describeAudio(track: AudioTrack, index: number): StoredAudio {
  return {
    index,
    codec: audioCodec(track.Format),
    language: textOf(track.Language),
    channels: track.Channels ?? null,
    title: textOf(track.Title),
    isDefault: isYes(track.Default),
  };
}

function describeSubtitle(track: TextTrack, index: number): StoredSubtitle {
  return {
    index,
    codec: subtitleCodec(track.Format),
    language: textOf(track.Language),
    title: textOf(track.Title),
    isDefault: isYes(track.Default),
    isForced: isYes(track.Forced),
  };
}
