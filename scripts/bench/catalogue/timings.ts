/** Milliseconds. */
export interface Timings {
  /** The first one: caches are cold, and a total may have to be counted. */
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;

function percentile(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN);
}

/** Does the work once to warm up and then `times` times, one after the other. */
export async function timed(times: number, work: () => Promise<void>): Promise<Timings> {
  const once = async () => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  const first = await once();
  const all: number[] = [];
  for (let run = 0; run < times; run++) all.push(await once());
  all.sort((a, b) => a - b);
  return { first: rounded(first), p50: percentile(all, 0.5), p95: percentile(all, 0.95) };
}
