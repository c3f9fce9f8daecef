import { z } from 'zod';
import { configSection, secret, variable } from './section.js';
import { text } from './values.js';

export class AuthConfig extends configSection('Accounts', {
  adminUsername: variable(
    'SOKOUL_ADMIN_USERNAME',
    z
      .string()
      .regex(/^[A-Za-z0-9_.-]{3,32}$/, 'must be 3 to 32 letters, digits, _, . or -')
      .default('admin'),
    'Name of the administrator who is created on the first start.',
  ),
  adminPassword: secret(
    'SOKOUL_ADMIN_PASSWORD',
    z.string().min(12, 'must have at least 12 characters').max(256).optional(),
    'Password of that administrator. Default: a random one, printed once.',
  ),
  jwtPrivateKeyFile: variable(
    'SOKOUL_JWT_PRIVATE_KEY_FILE',
    text().optional(),
    'Path of a PEM file with the RSA key that signs access tokens; further keys in it still verify. Default: generated into the data directory.',
  ),
  issuer: variable('SOKOUL_TOKEN_ISSUER', text().default('sokoul'), 'The `iss` claim of access tokens.'),
}) {}
