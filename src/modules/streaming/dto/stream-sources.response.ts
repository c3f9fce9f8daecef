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
import type { Media, SubtitleTrack } from '../../media/index.js';
import { contentTypeOf } from '../bytes/content-type.js';
import type { GrantedStream } from '../streaming.service.js';

const StreamSourceType = { Http: 'http', Provider: 'streaming_provider' } as const;

class StreamSubtitleResponse {
  @TextField({ max: 35, nullable: true, description: 'Language, BCP 47', example: 'en' })
  language: string | null;

  @TextField({ max: 500, nullable: true, description: 'Name of the track', example: 'English (SDH)' })
  title: string | null;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Where it is served; null when it is only inside the file',
    example: null,
  })
  url: string | null;
}

class StreamSourceResponse {
  @EnumField({
    enum: StreamSourceType,
    enumName: 'StreamSourceType',
    description: 'Kind of source',
    example: 'http',
  })
  type: 'http' | 'streaming_provider';

  @TextField({ max: 100, nullable: true, description: 'Name of the streaming provider', example: null })
  provider: string | null;

  @TextField({
    max: 2048,
    description: 'Where to play it',
    example: 'http://localhost:3000/api/v1/streaming/sessions/…',
  })
  url: string;

  @TimeField({
    nullable: true,
    description: 'When the URL stops working',
    example: '2026-02-15T17:28:37.000Z',
  })
  expires_at: string | null;

  @TextField({ max: 20, nullable: true, description: 'Resolution', example: '1080p' })
  quality: string | null;

  @TextField({ max: 50, nullable: true, description: 'Codec of the picture', example: 'h264' })
  codec_video: string | null;

  @TextField({ max: 50, nullable: true, description: 'Codec of the first sound track', example: 'aac' })
  codec_audio: string | null;

  @TextField({ max: 50, nullable: true, description: 'Container', example: 'mkv' })
  container: string | null;

  @TextField({ max: 100, nullable: true, description: 'Type of the bytes', example: 'video/x-matroska' })
  content_type: string | null;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    description: 'Size in bytes',
    example: 2147483648,
  })
  size_bytes: number | null;

  @NumberField({ min: 0, max: 1e9, nullable: true, description: 'Length in seconds', example: 8880.5 })
  duration_seconds: number | null;

  @FlagField({ description: 'False while the file is still being downloaded', example: true })
  is_complete: boolean;

  @UuidField({
    nullable: true,
    description: 'Id of the file',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  })
  file_id: string | null;

  @UuidField({ nullable: true, description: 'Id of the unfinished download', example: null })
  download_id: string | null;

  @ObjectField({ type: () => StreamSubtitleResponse, isArray: true, description: 'Subtitles' })
  subtitle_tracks: StreamSubtitleResponse[];
}

export class StreamSourcesResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  media_id: string;

  @TextField({ max: 500, description: 'Title', example: 'Inception' })
  title: string;

  @ObjectField({
    type: () => StreamSourceResponse,
    isArray: true,
    description: 'What can be played, best first',
  })
  sources: StreamSourceResponse[];
}

const toSubtitle = ({ language, title }: SubtitleTrack): StreamSubtitleResponse => ({
  language,
  title,
  url: null,
});

function toStreamSource({ session, playable }: GrantedStream, url: string): StreamSourceResponse {
  return {
    type: StreamSourceType.Http,
    provider: null,
    url,
    expires_at: session.expiresAt.toISOString(),
    quality: playable.resolution,
    codec_video: playable.codecVideo,
    codec_audio: playable.codecAudio,
    container: playable.container,
    content_type: contentTypeOf(playable.fileName),
    size_bytes: playable.sizeBytes,
    duration_seconds: playable.durationSeconds,
    is_complete: playable.fileId !== null,
    file_id: playable.fileId,
    download_id: playable.downloadId,
    subtitle_tracks: playable.subtitleTracks.map(toSubtitle),
  };
}

export const toStreamSourcesResponse = (
  media: Media,
  streams: GrantedStream[],
  urlOf: (stream: GrantedStream) => string,
): StreamSourcesResponse => ({
  media_id: media.id,
  title: media.title,
  sources: streams.map((stream) => toStreamSource(stream, urlOf(stream))),
});
