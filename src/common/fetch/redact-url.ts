const SECRET_NAME =
  /key|token|secret|pass|auth|sig|session|credential|jwt|bearer|^(?:r|uid|user|username|code|hash)$/i;
/** Long runs of hex or base64 are passkeys more often than anything a reader of logs needs. */
const SECRET_VALUE = /^(?:[0-9a-f]{20,}|(?=.*\d)[\w-]{32,}={0,2})$/i;
const MASK = '***';

/** A URL for logs and messages: without user info, fragment, secret parameters and anything that looks like a passkey. */
export function redactUrl(input: string | URL): string {
  const text = String(input);
  if (!URL.canParse(text)) return '[invalid URL]';
  const url = new URL(text);
  if (url.protocol === 'magnet:') return redactMagnet(url);
  if (!/^(?:https?|wss?|ftp|udp):$/.test(url.protocol)) return `${url.protocol}${MASK}`;
  const query = redactQuery(url.searchParams);
  return `${url.protocol}//${url.host}${redactPath(url.pathname)}${query && `?${query}`}`;
}

/** Trackers in a magnet link carry passkeys; the info hash is what identifies it. */
function redactMagnet(url: URL): string {
  const topic = url.searchParams.get('xt');
  return topic && /^urn:bt[im]h:\w+$/.test(topic) ? `magnet:?xt=${topic}` : `magnet:${MASK}`;
}

function redactPath(path: string): string {
  return path
    .split('/')
    .map((segment) => (SECRET_VALUE.test(segment) ? MASK : segment))
    .join('/');
}

function redactQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]) => `${encodeURIComponent(name)}=${redactValue(name, value)}`)
    .join('&');
}

function redactValue(name: string, value: string): string {
  if (SECRET_NAME.test(name) || SECRET_VALUE.test(value)) return MASK;
  // A URL inside a URL, as download proxies write them.
  return /^[a-z][a-z0-9+.-]*:/i.test(value) && URL.canParse(value)
    ? encodeURIComponent(redactUrl(value))
    : encodeURIComponent(value);
}
