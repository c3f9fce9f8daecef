import { FlagField, TextField } from '../../../../common/http/fields.js';

const MAX_URL = 2000;

export class BeginOidcLinkBody {
  @TextField({
    max: MAX_URL,
    description:
      'Where the browser goes afterwards: a path of this server, or a page of an origin in SOKOUL_OIDC_RETURN_ORIGINS. When it fails, `error` is added',
    example: '/settings',
  })
  return_to: string;
}

export class BeginOidcSignInQuery {
  @TextField({
    max: MAX_URL,
    description:
      'Where the browser goes afterwards: a path of this server, or a page of an origin in SOKOUL_OIDC_RETURN_ORIGINS. `code`, or `error` when it fails, is added',
    example: '/',
  })
  return_to: string;

  @FlagField({
    default: false,
    description: 'End with a session cookie; needed unless there is a code_challenge',
    example: true,
  })
  use_cookies: boolean = false;

  @FlagField({
    default: false,
    description: 'End with a session cookie, and one that signs this browser in again for 90 days',
    example: false,
  })
  remember_me: boolean = false;

  @TextField({
    optional: true,
    min: 43,
    max: 43,
    pattern: /^[\w-]{43}$/,
    patternHint: 'must be base64url of a SHA-256',
    description: 'S256 challenge (RFC 7636): end with a code that is exchanged for tokens',
    example: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  })
  code_challenge?: string;
}

export class ExchangeOidcCodeBody {
  @TextField({
    max: 200,
    description: 'The code that came to return_to; good for a minute and one use',
    example: 'c2VjcmV0…',
  })
  code: string;

  @TextField({
    min: 43,
    max: 128,
    pattern: /^[\w.~-]{43,128}$/,
    patternHint: 'must be a code verifier of RFC 7636',
    description: 'What the code_challenge was made of',
    example: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  })
  code_verifier: string;
}
