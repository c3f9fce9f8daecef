import {
  EnumField,
  FlagField,
  IntField,
  NumberField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
} from '../../../common/http/fields.js';
import type { MediaFile } from '../media-file.entity.js';
import { HdrFormat } from '../media-tracks.js';
import {
  AudioTrackResponse,
  SubtitleFileResponse,
  SubtitleTrackResponse,
  toAudioTrack,
  toSubtitleFile,
  toSubtitleTrack,
} from './track.response.js';

/** A file of the library. */
export class MediaFileResponse {
  @UuidField({ description: 'Id of the file', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id: string;

  @TextField({
    max: 4096,
    description: 'Where it lies, from the root of the library',
    example: '/Movies/Inception (2010)/Inception (2010) - 1080p.mkv',
  })
  file_path: string;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Size in bytes', example: 2147483648 })
  file_size: number;

  @TextField({ max: 50, nullable: true, description: 'Container', example: 'mkv' })
  container: string | null;

  @TextField({ max: 50, nullable: true, description: 'Codec of the picture', example: 'h264' })
  codec_video: string | null;

  @TextField({ max: 50, nullable: true, description: 'Codec of the first sound track', example: 'aac' })
  codec_audio: string | null;

  @TextField({ max: 20, nullable: true, description: 'Resolution', example: '1080p' })
  resolution: string | null;

  @IntField({ min: 0, max: 100_000, nullable: true, description: 'Width in pixels', example: 1920 })
  width: number | null;

  @IntField({ min: 0, max: 100_000, nullable: true, description: 'Height in pixels', example: 1080 })
  height: number | null;

  @EnumField({
    enum: HdrFormat,
    enumName: 'HdrFormat',
    nullable: true,
    description: 'High dynamic range of the picture; null when it has none',
    example: 'HDR10',
  })
  hdr_format: HdrFormat | null;

  @TextField({
    max: 500,
    nullable: true,
    description: 'Which episodes of the series it holds',
    example: 'S01E02',
  })
  episode_label: string | null;

  @NumberField({ min: 0, max: 1e9, nullable: true, description: 'Length in seconds', example: 8880.5 })
  duration_seconds: number | null;

  @ObjectField({ type: () => AudioTrackResponse, isArray: true, description: 'Sound tracks' })
  audio_tracks: AudioTrackResponse[];

  @ObjectField({
    type: () => SubtitleTrackResponse,
    isArray: true,
    description: 'Subtitle tracks in the file',
  })
  subtitle_tracks: SubtitleTrackResponse[];

  @ObjectField({ type: () => SubtitleFileResponse, isArray: true, description: 'Subtitles beside the file' })
  subtitle_files: SubtitleFileResponse[];

  @IntField({ min: 0, max: 100, nullable: true, description: 'Quality, higher is better', example: 95 })
  quality_score: number | null;

  @TextField({ max: 50, description: 'How it came', example: 'torrent' })
  source: string;

  @TextField({
    max: 64,
    nullable: true,
    description: 'SHA-256 of its bytes, when it is known',
    example: null,
  })
  checksum_sha256: string | null;

  @FlagField({
    nullable: true,
    description: 'Whether it was hard-linked into the library; false for a copy, null when it is not known',
    example: true,
  })
  is_hardlink: boolean | null;

  @TimeField({ description: 'When it arrived', example: '2026-02-10T10:00:00.000Z' })
  downloaded_at: string;
}

export class MediaFilesResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  media_id: string;

  @ObjectField({ type: () => MediaFileResponse, isArray: true, description: 'Its files, best first' })
  files: MediaFileResponse[];
}

function toMediaFileResponse(file: MediaFile): MediaFileResponse {
  return {
    id: file.id,
    file_path: `/${file.relativePath}`,
    file_size: file.sizeBytes,
    container: file.container,
    codec_video: file.codecVideo,
    codec_audio: file.codecAudio,
    resolution: file.resolution,
    width: file.width,
    height: file.height,
    hdr_format: file.hdrFormat,
    episode_label: file.episodeLabel,
    duration_seconds: file.durationSeconds,
    audio_tracks: file.audioTracks.map(toAudioTrack),
    subtitle_tracks: file.subtitleTracks.map(toSubtitleTrack),
    subtitle_files: file.subtitleFiles.map(toSubtitleFile),
    quality_score: file.qualityScore,
    source: file.source,
    checksum_sha256: file.checksumSha256,
    is_hardlink: file.isHardlink,
    downloaded_at: file.downloadedAt.toISOString(),
  };
}

export const toMediaFilesResponse = (mediaId: string, files: MediaFile[]): MediaFilesResponse => ({
  media_id: mediaId,
  files: files.map(toMediaFileResponse),
});
