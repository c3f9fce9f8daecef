import { FlagField, IntField, TextField } from '../../../common/http/fields.js';
import type { AudioTrack, SubtitleFile, SubtitleTrack } from '../media-tracks.js';

const MAX_TRACKS = 1000;

export class AudioTrackResponse {
  @IntField({ min: 0, max: MAX_TRACKS, description: 'Place among the sound tracks, from 0', example: 0 })
  index: number;

  @TextField({ max: 50, nullable: true, description: 'Codec', example: 'aac' })
  codec: string | null;

  @TextField({ max: 35, nullable: true, description: 'Language, BCP 47', example: 'en' })
  language: string | null;

  @IntField({ min: 0, max: 64, nullable: true, description: 'Channels', example: 6 })
  channels: number | null;

  @TextField({ max: 500, nullable: true, description: 'Name of the track', example: 'Surround' })
  title: string | null;

  @FlagField({ description: 'Played unless the viewer chooses another', example: true })
  is_default: boolean;
}

export class SubtitleTrackResponse {
  @IntField({ min: 0, max: MAX_TRACKS, description: 'Place among the subtitle tracks, from 0', example: 0 })
  index: number;

  @TextField({ max: 50, nullable: true, description: 'Format', example: 'srt' })
  codec: string | null;

  @TextField({ max: 35, nullable: true, description: 'Language, BCP 47', example: 'en' })
  language: string | null;

  @TextField({ max: 500, nullable: true, description: 'Name of the track', example: 'English (SDH)' })
  title: string | null;

  @FlagField({ description: 'Shown unless the viewer chooses another', example: false })
  is_default: boolean;

  @FlagField({ description: 'Only for passages in a foreign language', example: false })
  is_forced: boolean;
}

/** A file of subtitles beside the video. */
export class SubtitleFileResponse {
  @TextField({
    max: 4096,
    description: 'Where it lies, from the root of the library',
    example: '/Movies/Inception (2010)/Inception (2010) - 1080p.en.srt',
  })
  file_path: string;

  @TextField({ max: 20, description: 'Format', example: 'srt' })
  format: string;

  @TextField({ max: 35, nullable: true, description: 'Language, BCP 47', example: 'en' })
  language: string | null;

  @FlagField({ description: 'Only for passages in a foreign language', example: false })
  is_forced: boolean;

  @FlagField({ description: 'Tells noises too, for people who don’t hear well', example: false })
  is_sdh: boolean;
}

export const toSubtitleFile = (file: SubtitleFile): SubtitleFileResponse => ({
  file_path: `/${file.relative_path}`,
  format: file.format,
  language: file.language,
  is_forced: file.is_forced,
  is_sdh: file.is_sdh,
});

export const toAudioTrack = (track: AudioTrack): AudioTrackResponse => ({
  index: track.index,
  codec: track.codec,
  language: track.language,
  channels: track.channels,
  title: track.title,
  is_default: track.isDefault,
});

export const toSubtitleTrack = (track: SubtitleTrack): SubtitleTrackResponse => ({
  index: track.index,
  codec: track.codec,
  language: track.language,
  title: track.title,
  is_default: track.isDefault,
  is_forced: track.isForced,
});
