import { EnumField, TextField, TimeField, UuidField } from '../../../../common/http/fields.js';
import { PlexPinStatus } from '../plex-pin.entity.js';
import type { NewPlexPin } from '../plex-pins.repository.js';
import { PLEX_PRODUCT } from '../plex-tv-client.js';

const AUTH_PAGE = 'https://app.plex.tv/auth';

/** Plex's page reads its parameters from behind the #, so that they don't reach a server's log. */
function authUrlOf({ clientIdentifier, code }: NewPlexPin): string {
  const parameters = new URLSearchParams({
    clientID: clientIdentifier,
    code,
    'context[device][product]': PLEX_PRODUCT,
  });
  return `${AUTH_PAGE}#?${parameters.toString()}`;
}

export class PlexPinResponse {
  @UuidField({ description: 'Id of the PIN here', example: '1f0c9a52-7a4e-4f2f-8f5e-0f5c0b6a9d11' })
  id: string;

  @TextField({
    max: 200,
    description: 'The code that plex.tv knows it by',
    example: 'kx7f2r9q5m8w1t3z6v4b0n2cd',
  })
  code: string;

  @TextField({
    max: 200,
    description: 'How plex.tv knows this server',
    example: 'b6f0f2a4-53a9-4c1c-9a39-0c0a8b1c6e55',
  })
  client_identifier: string;

  @TimeField({ description: 'When it stops being good', example: '2026-02-15T15:43:37.000Z' })
  expires_at: string;

  @TextField({
    max: 2000,
    format: 'uri',
    description: 'Page of Plex where the person signs in and approves; open it in a new window',
    example: 'https://app.plex.tv/auth#?clientID=b6f0f2a4-…&code=kx7f2r9q…',
  })
  auth_url: string;
}

export class PlexPinStatusResponse {
  @UuidField({ description: 'Id of the PIN', example: '1f0c9a52-7a4e-4f2f-8f5e-0f5c0b6a9d11' })
  id: string;

  @EnumField({
    enum: PlexPinStatus,
    enumName: 'PlexPinStatus',
    description: '`authorized` is what to wait for; then complete the sign-in',
    example: 'waiting',
  })
  status: PlexPinStatus;

  @TimeField({ description: 'When it stops being good', example: '2026-02-15T15:43:37.000Z' })
  expires_at: string;
}

export const toPlexPinResponse = (pin: NewPlexPin): PlexPinResponse => ({
  id: pin.id,
  code: pin.code,
  client_identifier: pin.clientIdentifier,
  expires_at: pin.expiresAt.toISOString(),
  auth_url: authUrlOf(pin),
});

export const toPlexPinStatusResponse = (
  { id, expiresAt }: NewPlexPin,
  status: PlexPinStatus,
): PlexPinStatusResponse => ({ id, status, expires_at: expiresAt.toISOString() });
