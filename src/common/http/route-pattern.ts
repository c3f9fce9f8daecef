import type { Request } from 'express';

/** Pattern of the route that takes a request, such as `/api/v1/media/:media_id`; null when none does. */
export function routePatternOf(request: Request): string | null {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : null;
}
