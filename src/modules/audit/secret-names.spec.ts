import { isSecretName } from './secret-names.js';

describe('isSecretName', () => {
  it.each([
    'password',
    'newPassword',
    'refresh_token',
    'tokens',
    'client_secret',
    'APIKey',
    'apiKey',
    'X-API-Key',
    'password_hash',
    'Authorization',
    'set-cookie',
    'code_verifier',
  ])('knows %s as a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'info_hash',
    'infoHash',
    'api_key_id',
    'key_prefix',
    'token_expires_at',
    'password_min_length',
    'monkey',
    'token_refresh.address',
    'plex_pin_status.user',
    'status',
    '',
  ])('leaves %j readable', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});
