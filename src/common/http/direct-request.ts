import type { Request } from 'express';
import type { AdminOrigin } from '../access/admin-network.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether a request comes from this machine itself and was not passed on by a proxy. */
export function isDirectAndLocal(request: Request): boolean {
  const isForwarded = request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined;
  return !isForwarded && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

export const adminOriginOf = (request: Request): AdminOrigin => ({
  ipAddress: request.ip,
  isLocal: isDirectAndLocal(request),
});
