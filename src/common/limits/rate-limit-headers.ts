import type { Response } from 'express';
import type { Standing } from './rate-limiter.js';

const shown = new WeakMap<Response, Standing>();

function isTighter(one: Standing, other: Standing): boolean {
  if (one.isExceeded !== other.isExceeded) return one.isExceeded;
  if (one.remaining !== other.remaining) return one.remaining < other.remaining;
  return one.waitMs > other.waitMs;
}

/** Of all limits that a request counts towards, the answer shows the one that its caller will meet first. */
export function showStanding(response: Response, standing: Standing): void {
  const before = shown.get(response);
  if (before && !isTighter(standing, before)) return;
  shown.set(response, standing);
  response.setHeader('X-RateLimit-Limit', standing.limit);
  response.setHeader('X-RateLimit-Remaining', standing.remaining);
  response.setHeader('X-RateLimit-Reset', Math.ceil((Date.now() + standing.waitMs) / 1000));
}
