import type { Request } from 'express';
import type { AdminOrigin } from '../access/admin-network.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;
/** Any of these tells that somebody passed the request on. */
const PROXY_HEADERS = [
  'forwarded',
  'via',
  'x-real-ip',
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
];

/**
 * Whether a request comes from this machine itself and was not passed on by a proxy. It must also ask for this machine
 * by a local name: a page of another site whose name was made to lead here does not (DNS rebinding).
 */
export function isDirectAndLocal(request: Request): boolean {
  const isForwarded = PROXY_HEADERS.some((name) => request.get(name) !== undefined);
  const isLocalName = LOCAL_HOST.test(request.get('host') ?? '');
  return !isForwarded && isLocalName && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

export const adminOriginOf = (request: Request): AdminOrigin => ({
  ipAddress: request.ip,
  isLocal: isDirectAndLocal(request),
});
