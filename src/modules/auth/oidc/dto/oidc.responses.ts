import { TextField } from '../../../../common/http/fields.js';

export class OidcAuthorizationResponse {
  @TextField({
    max: 4000,
    format: 'uri',
    description: 'Send the browser there; it comes back to return_to',
    example: 'https://auth.example.com/authorize?client_id=sokoul&…',
  })
  authorization_url: string;
}
