import { TextField, TimeField, UuidField } from '../../../../common/http/fields.js';
import { pageOf } from '../../../../common/http/paging.js';
import type { BlockedRelease } from '../blocked-release.entity.js';

const MAX_NAME_LENGTH = 4096;

export class BlockedReleaseResponse {
  @UuidField({ description: 'The entry', example: '550e8400-e29b-41d4-a716-446655440000' })
  id: string;

  @TextField({
    max: 200,
    description: 'What it is: `btih:` and the info hash for torrents',
    example: 'btih:dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
  })
  identity: string;

  @UuidField({
    nullable: true,
    description: 'The title that it was for',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  })
  media_id: string | null;

  @TextField({
    max: MAX_NAME_LENGTH,
    description: 'What it calls itself',
    example: 'Night.Train.1999.1080p.WEB',
  })
  release_name: string;

  @TextField({
    max: 100,
    description: 'The code of the error that it ended with',
    example: 'DOWNLOAD_STALLED',
  })
  reason: string;

  @TimeField({ description: 'When it was blocked', example: '2026-02-15T15:28:37.000Z' })
  created_at: string;

  @TimeField({
    nullable: true,
    description: 'When it ends; null is never',
    example: '2026-03-15T15:28:37.000Z',
  })
  expires_at: string | null;
}

export const BlockedReleasePage = pageOf(BlockedReleaseResponse, 'BlockedReleasePage');

export const toBlockedReleaseResponse = (release: BlockedRelease): BlockedReleaseResponse => ({
  id: release.id,
  identity: release.identity,
  media_id: release.mediaId,
  release_name: release.releaseName,
  reason: release.reason,
  created_at: release.createdAt.toISOString(),
  expires_at: release.expiresAt?.toISOString() ?? null,
});
