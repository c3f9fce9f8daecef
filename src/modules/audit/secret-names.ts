import { RATE_LIMITS } from '../../common/config/rate-limits.js';

const SECRET_WORDS = new Set([
  'password',
  'passwords',
  'passwd',
  'passphrase',
  'token',
  'tokens',
  'secret',
  'secrets',
  'key',
  'keys',
  'apikey',
  'apikeys',
  'passkey',
  'hash',
  'hashes',
  'authorization',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'signature',
  'verifier',
  'otp',
  'pin',
]);

/** A name that ends in one of these tells about a secret, not the secret: `api_key_id`, `token_expires_at`. */
const HARMLESS_ENDS = new Set([
  'id',
  'ids',
  'prefix',
  'name',
  'type',
  'count',
  'length',
  'limit',
  'size',
  'at',
  'days',
  'hours',
  'minutes',
  'seconds',
  'ms',
]);

/** Rate limits are named after what they limit: `token_refresh.address` holds numbers. */
const RATE_LIMIT_KEYS = Object.keys(RATE_LIMITS).flatMap((name) => [`${name}_user`, `${name}_address`]);

/** `info_hash` names a torrent to everybody. */
const HARMLESS = new Set(['info_hash', ...RATE_LIMIT_KEYS]);

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Whether a field of this name, in snake_case, camelCase or as a header, holds something that nobody may read later. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  if (HARMLESS.has(words.join('_')) || HARMLESS_ENDS.has(words.at(-1) ?? '')) return false;
  return words.some((word) => SECRET_WORDS.has(word));
}
