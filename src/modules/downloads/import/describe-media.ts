import type { AudioTrack, GeneralTrack, TextTrack, Track, VideoTrack } from 'mediainfo.js';
import type { AudioTrack as StoredAudio, SubtitleTrack as StoredSubtitle } from '../../media/index.js';
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
  readonly isHdr: boolean;
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
    isHdr: isHighDynamicRange(video),
    durationSeconds: general?.Duration ?? video.Duration ?? null,
    audioTracks: audio.map(describeAudio),
    subtitleTracks: tracks.filter(isText).map(describeSubtitle),
  };
}

const isYes = (value: unknown): boolean => value === 'Yes';
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** PQ and HLG are the transfer functions of HDR10, HDR10+ and HLG; Dolby Vision may go without naming either. */
function isHighDynamicRange(video: VideoTrack): boolean {
  const transfer = textOf(video.transfer_characteristics) ?? '';
  return textOf(video.HDR_Format) !== null || /\b(PQ|HLG)\b|2084/.test(transfer);
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
