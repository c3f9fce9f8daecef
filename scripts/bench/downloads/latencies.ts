import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly requests: number;
}

/** Between two requests, so that the API is used and not flooded. */
const PAUSE_MS = 5;

export const ROUTES = ['/api/v1/downloads', '/api/v1/media', '/health'] as const;

/** Milliseconds by route. */
export type Samples = ReadonlyMap<string, number[]>;

export const newSamples = (): Samples => new Map(ROUTES.map((route) => [route, []]));

/** Asks the routes in turns for so long, one request at a time. Rejects when one is not answered with 200. */
export async function measureRoutes(
  baseUrl: string,
  token: string,
  durationMs: number,
  samples: Samples,
): Promise<void> {
  const end = performance.now() + durationMs;
  while (performance.now() < end)
    for (const route of ROUTES) {
      samples.get(route)?.push(await timed(`${baseUrl}${route}`, token));
      await sleep(PAUSE_MS);
    }
}

async function timed(url: string, token: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url} answered with ${answer.status}`);
  return performance.now() - startedAt;
}

export function latenciesOf(values: readonly number[]): Latencies {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), requests: values.length };
}
