import { FlagField, TextField, TimeField, UuidField } from '../../../common/http/fields.js';
import { contentTypeOf } from '../bytes/content-type.js';
import type { GrantedStream } from '../streaming.service.js';

export class StreamSessionResponse {
  @UuidField({ description: 'Id of the session', example: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' })
  session_id: string;

  @TextField({
    max: 2048,
    description: 'Where a player gets the bytes, with ranges and without further sign-in',
    example:
      'http://localhost:3000/api/v1/streaming/sessions/3f2504e0-4f89-41d3-9a0c-0305e82c3301/file?signature=…',
  })
  stream_url: string;

  @TimeField({ description: 'When the link stops working', example: '2026-02-15T17:28:37.000Z' })
  expires_at: string;

  @FlagField({ description: 'False while the file is still being downloaded', example: true })
  is_complete: boolean;

  @TextField({ max: 20, nullable: true, description: 'Resolution, when it is known', example: '1080p' })
  quality: string | null;

  @TextField({ max: 100, description: 'Type of the bytes', example: 'video/mp4' })
  content_type: string;
}

export const toStreamSessionResponse = (
  { session, playable }: GrantedStream,
  url: string,
): StreamSessionResponse => ({
  session_id: session.id,
  stream_url: url,
  expires_at: session.expiresAt.toISOString(),
  is_complete: playable.fileId !== null,
  quality: playable.resolution,
  content_type: contentTypeOf(playable.fileName),
});
