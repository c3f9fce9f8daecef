/** Keys whose values never reach a log, at any depth that pino's wildcard reaches. */
const SECRET_KEYS = [
  'password',
  'access_token',
  'refresh_token',
  'token',
  'apikey',
  'api_key',
  'secret',
  'authorization',
  'cookie',
];

export const REDACT_PATHS = SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

const SECRET_PARAMETERS =
  /([?&;](?:[a-z_]*token|ticket|[a-z_]*apikey|api_key|passkey|password|secret|signature)=)[^&#\s"]*/gi;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"]+@/gi;

/** Blanks secrets that stand in a URL or a text with URLs in it. */
export const redactText = (text: string): string =>
  text.replace(SECRET_PARAMETERS, '$1***').replace(USER_INFO, '$1***@');
