import type { CustomFetch } from 'openid-client';
import type { HttpMethod } from '../../../common/fetch/fetch-options.js';
import type { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import type { SafeResponse } from '../../../common/fetch/safe-response.js';

const MAX_BODY_BYTES = 1024 * 1024;
/** Of the body as it was sent; here it is decoded already. */
const TRANSFER_HEADERS = new Set(['content-encoding', 'content-length', 'transfer-encoding']);
const METHODS: readonly HttpMethod[] = ['GET', 'POST'];
const BODILESS = new Set([204, 205, 304]);

async function toResponse(answer: SafeResponse): Promise<Response> {
  const bytes = await answer.bytes();
  const headers = Object.entries(answer.headers).filter(([name]) => !TRANSFER_HEADERS.has(name));
  const body = BODILESS.has(answer.status) ? null : new Uint8Array(bytes);
  return new Response(body, { status: answer.status, headers });
}

/** Lets the OpenID Connect client speak through the SSRF-safe client: the issuer's own documents name the URLs it calls. */
export function oidcFetch(http: SafeFetch): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const known = METHODS.find((one) => one === method);
    if (!known) throw new TypeError(`OpenID Connect needs no ${method} request`);
    if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof URLSearchParams))
      throw new TypeError('OpenID Connect sends text and forms only');
    const answer = await http.request(url, {
      method: known,
      headers,
      allowPrivate: 'listed',
      maxRedirects: 0,
      maxBodyBytes: MAX_BODY_BYTES,
      ...(body ? { body: body.toString() } : {}),
      ...(signal ? { signal } : {}),
    });
    return toResponse(answer);
  };
}
