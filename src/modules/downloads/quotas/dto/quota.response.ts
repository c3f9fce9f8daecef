import { IntField, UuidField } from '../../../../common/http/fields.js';
import type { QuotaState } from '../quotas.service.js';

const BYTES = { min: 0, max: Number.MAX_SAFE_INTEGER };

export class QuotaResponse {
  @UuidField({ description: 'The account', example: '550e8400-e29b-41d4-a716-446655440000' })
  user_id: string;

  @IntField({ ...BYTES, description: 'Bytes within 24 hours that hold; 0 is no quota', example: 0 })
  daily_bytes: number;

  @IntField({ ...BYTES, description: 'Bytes in all that hold; 0 is no quota', example: 500_000_000_000 })
  stored_bytes: number;

  @IntField({
    ...BYTES,
    nullable: true,
    description: 'What is said for this account alone; null is what the settings say',
    example: null,
  })
  own_daily_bytes: number | null;

  @IntField({
    ...BYTES,
    nullable: true,
    description: 'What is said for this account alone; null is what the settings say',
    example: 500_000_000_000,
  })
  own_stored_bytes: number | null;

  @IntField({ ...BYTES, description: 'Bytes received in the last 24 hours', example: 1_466_000_000 })
  used_daily_bytes: number;

  @IntField({
    ...BYTES,
    description: 'Bytes in the library, and of downloads that have not ended',
    example: 73_300_000_000,
  })
  used_stored_bytes: number;
}

export const toQuotaResponse = ({ userId, override, limits, used }: QuotaState): QuotaResponse => ({
  user_id: userId,
  daily_bytes: limits.dailyBytes,
  stored_bytes: limits.storedBytes,
  own_daily_bytes: override.dailyBytes,
  own_stored_bytes: override.storedBytes,
  used_daily_bytes: used.dailyBytes,
  used_stored_bytes: used.storedBytes,
});
