import { IntField } from '../../../../common/http/fields.js';

const MAX_BYTES = 1024 ** 5;

export class SetUserQuotaBody {
  @IntField({
    min: 0,
    max: MAX_BYTES,
    nullable: true,
    description: 'Bytes within 24 hours. 0: no quota; null: what the settings say',
    example: null,
  })
  daily_bytes: number | null;

  @IntField({
    min: 0,
    max: MAX_BYTES,
    nullable: true,
    description: 'Bytes in the library and on their way there. 0: no quota; null: what the settings say',
    example: 500_000_000_000,
  })
  stored_bytes: number | null;
}
