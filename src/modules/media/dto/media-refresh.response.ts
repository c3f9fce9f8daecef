import { EnumField, UuidField } from '../../../common/http/fields.js';
import type { Media } from '../media.entity.js';
import { MetadataStatus } from '../metadata/metadata-status.js';

export class MediaRefreshResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  media_id: string;

  @EnumField({
    enum: MetadataStatus,
    enumName: 'MetadataStatus',
    description: 'What there is until TMDB has been asked',
    example: 'ready',
  })
  metadata_status: MetadataStatus;
}

export const toMediaRefreshResponse = ({ id, metadataStatus }: Media): MediaRefreshResponse => ({
  media_id: id,
  metadata_status: metadataStatus,
});
