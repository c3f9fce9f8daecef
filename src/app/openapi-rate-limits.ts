import type { OpenAPIObject } from '@nestjs/swagger';
import { UNCOUNTED_PATHS } from '../common/limits/uncounted-paths.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'] as const;

const header = (description: string, example: number) => ({
  description,
  schema: { type: 'integer', example },
});

const HEADERS = {
  'X-RateLimit-Limit': header('Requests allowed in a window of the limit that is met first', 100),
  'X-RateLimit-Remaining': header('Requests left in its present window', 0),
  'X-RateLimit-Reset': header('When that window ends, in Unix seconds', 1_708_612_800),
  'Retry-After': header('Seconds until the next request can succeed', 60),
};

function document429({ responses }: Operation): void {
  const documented = responses['429'] ?? {
    description: '`RATE_LIMIT_EXCEEDED`',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' } } },
  };
  responses['429'] = { ...documented, headers: HEADERS };
}

/** Every counted route can answer 429: said here once instead of at each of them. */
export function documentRateLimits(document: OpenAPIObject): OpenAPIObject {
  const counted = Object.entries(document.paths).filter(([path]) => !UNCOUNTED_PATHS.has(path));
  for (const [, item] of counted) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) document429(operation);
    }
  }
  return document;
}
