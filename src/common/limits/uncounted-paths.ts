/** Probes and scrapers come often, from one address, and must never be told to come back later. */
export const UNCOUNTED_PATHS: ReadonlySet<string> = new Set([
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
]);
