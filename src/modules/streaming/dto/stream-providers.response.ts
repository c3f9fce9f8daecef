import { FlagField, ObjectField, TextField, UuidField } from '../../../common/http/fields.js';
import type { Playable } from '../playable.js';

class StreamProviderResponse {
  @TextField({ max: 100, description: 'Name of the provider; `local` is this server', example: 'local' })
  provider: string;

  @FlagField({ description: 'Whether the title can be watched there', example: true })
  available: boolean;

  @TextField({
    max: 20,
    nullable: true,
    description: 'Best resolution there, when it is known',
    example: '1080p',
  })
  quality: string | null;

  @FlagField({ description: 'Whether it costs a subscription', example: false })
  subscription_required: boolean;
}

export class StreamProvidersResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  media_id: string;

  @ObjectField({ type: () => StreamProviderResponse, isArray: true, description: 'Where it can be watched' })
  providers: StreamProviderResponse[];
}

export const toStreamProvidersResponse = (
  mediaId: string,
  local: Playable | null,
): StreamProvidersResponse => ({
  media_id: mediaId,
  providers: [
    {
      provider: 'local',
      available: local !== null,
      quality: local?.resolution ?? null,
      subscription_required: false,
    },
  ],
});
