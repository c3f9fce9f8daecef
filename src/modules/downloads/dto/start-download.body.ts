import { EnumField, TextField, UuidField } from '../../../common/http/fields.js';
import { QualityPreference } from '../../search/index.js';
import { DEFAULT_PRIORITY } from '../download-request.js';
import type { DownloadRequest } from '../download-request.js';

const MAX_MAGNET_LENGTH = 16_384;

/** What to fetch, as a search result, a magnet link, or both. */
export class StartDownloadBody {
  @UuidField({
    optional: true,
    description:
      'The title it is for: an id of the catalogue or of a search result. Default: what the source says',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  media_id?: string;

  @UuidField({
    optional: true,
    description: 'A source from your search results',
    example: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  })
  source_id?: string;

  @TextField({
    optional: true,
    max: MAX_MAGNET_LENGTH,
    description: 'Magnet link. Default: that of the source',
    example: 'magnet:?xt=urn:btih:dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c&dn=Big+Buck+Bunny',
  })
  magnet_link?: string;

  @EnumField({
    optional: true,
    enum: QualityPreference,
    enumName: 'QualityPreference',
    description: 'Kept with the download',
    example: 'high',
  })
  quality_preference?: QualityPreference;
}

export const toDownloadRequest = (body: StartDownloadBody): DownloadRequest => ({
  mediaId: body.media_id ?? null,
  sourceId: body.source_id ?? null,
  magnetLink: body.magnet_link ?? null,
  url: null,
  qualityPreference: body.quality_preference ?? null,
  priority: DEFAULT_PRIORITY,
  limits: {},
});
