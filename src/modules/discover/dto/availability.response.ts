import { EnumField, FlagField, UuidField } from '../../../common/http/fields.js';
import { AvailabilityStatus } from '../availability.js';
import type { Availability } from '../availability.js';

/** Whether a title is here. */
export class AvailabilityResponse {
  @EnumField({
    enum: AvailabilityStatus,
    enumName: 'AvailabilityStatus',
    description: '`available` in the library or in Plex, on its way, asked for, or none of these',
    example: 'available',
  })
  status: AvailabilityStatus;

  @UuidField({
    nullable: true,
    description: 'Its entry in the catalogue',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  media_id: string | null;

  @FlagField({
    nullable: true,
    description: 'Whether Plex has it; null when that is not known',
    example: null,
  })
  in_plex: boolean | null;

  @UuidField({
    nullable: true,
    description: 'The open request for it',
    example: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  })
  request_id: string | null;
}

export const toAvailabilityResponse = (availability: Availability): AvailabilityResponse => ({
  status: availability.status,
  media_id: availability.mediaId,
  in_plex: availability.inPlex,
  request_id: availability.requestId,
});
