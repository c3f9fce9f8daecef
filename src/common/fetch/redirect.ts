import { RedirectRefusedError } from './fetch.errors.js';
import type { HttpMethod } from './fetch-options.js';

/** One request on the way to an answer. */
export interface Hop {
  readonly url: URL;
  readonly method: HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Listed origins may be used: so asked, and every origin up to here was a listed one. */
  readonly isTrusted: boolean;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Everything else may be a secret: API keys travel in headers of any name. */
const HARMLESS_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'range',
  'user-agent',
]);

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/** The request that follows a redirect. Refuses targets that are not http(s), and a body that would go to another origin. */
export function followRedirect(hop: Hop, status: number, location: string): Hop {
  if (!URL.canParse(location, hop.url.href)) throw new RedirectRefusedError('invalid', location);
  const url = new URL(location, hop.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RedirectRefusedError('scheme', location);
  const isSameOrigin = url.origin === hop.url.origin;
  if (becomesGet(hop.method, status)) {
    return {
      ...hop,
      url,
      method: 'GET',
      body: undefined,
      headers: withoutBody(headersFor(hop, isSameOrigin)),
    };
  }
  if (hop.body !== undefined && !isSameOrigin) throw new RedirectRefusedError('body', location);
  return { ...hop, url, headers: headersFor(hop, isSameOrigin) };
}

function becomesGet(method: HttpMethod, status: number): boolean {
  if (status === 303) return method !== 'HEAD' && method !== 'GET';
  return (status === 301 || status === 302) && method === 'POST';
}

function headersFor(hop: Hop, isSameOrigin: boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(hop.headers).filter(([name]) => isSameOrigin || HARMLESS_HEADERS.has(name)),
  );
}

function withoutBody(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}
