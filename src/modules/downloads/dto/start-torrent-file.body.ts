import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { EnumField, IntField, UuidField } from '../../../common/http/fields.js';
import { QualityPreference } from '../../search/index.js';
import { DEFAULT_PRIORITY } from '../download-request.js';
import type { DownloadRequest } from '../download-request.js';

/** A .torrent file, and what it is for. */
export class StartTorrentFileBody {
  // Taken out of the body before it is validated; as a text field it is no file.
  @Allow()
  @ApiProperty({ type: 'string', format: 'binary', description: 'The .torrent file; 10 MB at most' })
  torrent_file: unknown;

  @UuidField({
    optional: true,
    description: 'The title it is for: an id of the catalogue or of a search result',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  media_id?: string;

  @EnumField({
    optional: true,
    enum: QualityPreference,
    enumName: 'QualityPreference',
    description: 'Kept with the download',
    example: 'high',
  })
  quality_preference?: QualityPreference;

  @IntField({
    min: 1,
    max: 100,
    default: DEFAULT_PRIORITY,
    description: 'Among the downloads that wait; 100 is fetched first',
  })
  priority: number = DEFAULT_PRIORITY;
}

export const toTorrentFileRequest = (body: StartTorrentFileBody, torrentFile: Buffer): DownloadRequest => ({
  mediaId: body.media_id ?? null,
  sourceId: null,
  magnetLink: null,
  url: null,
  torrentFile,
  qualityPreference: body.quality_preference ?? null,
  priority: body.priority,
  limits: {},
});
