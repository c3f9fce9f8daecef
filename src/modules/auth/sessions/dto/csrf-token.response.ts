import { TextField, TimeField } from '../../../../common/http/fields.js';

export class CsrfTokenResponse {
  @TextField({
    max: 200,
    description: 'Goes into X-CSRF-Token with each write of this browser session',
    example: '1771172917.kXy…',
  })
  csrf_token: string;

  @TimeField({ description: 'Ask for the next one by then', example: '2026-02-15T16:28:37.000Z' })
  expires_at: string;
}
