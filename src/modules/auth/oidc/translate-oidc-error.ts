import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { DomainError } from '../../../common/errors/domain-error.js';
import { OidcIssuerUnavailableError, OidcRefusedError } from './oidc.errors.js';

/** What the client library calls an issuer that doesn't speak the protocol, or not in time. */
const UNAVAILABLE = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);
/** Codes of OAuth are short; anything else isn't shown on. */
const ERROR_CODE = /^[a-z_]{1,64}$/;

const reasonOf = (code: string): string => (ERROR_CODE.test(code) ? code : 'invalid_response');

function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DomainError) return true;
  }
  return false;
}

/** What a failure of the client library means to the person who signs in; mistakes of ours stay as they are. */
export function translateOidcError(cause: unknown): unknown {
  if (isUnreachable(cause)) return new OidcIssuerUnavailableError({ cause });
  if (cause instanceof AuthorizationResponseError || cause instanceof ResponseBodyError)
    return new OidcRefusedError(reasonOf(cause.error), { cause });
  if (cause instanceof WWWAuthenticateChallengeError) return new OidcRefusedError(undefined, { cause });
  if (!(cause instanceof ClientError)) return cause;
  return UNAVAILABLE.has(cause.code ?? '')
    ? new OidcIssuerUnavailableError({ cause })
    : new OidcRefusedError(undefined, { cause });
}
