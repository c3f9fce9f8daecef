import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { poll } from '../../../src/standalone/poll.js';
import { CleanUp } from '../../demo/clean-up.js';
import { startBenchSystem } from './bench-system.js';
import type { BenchSystem } from './bench-system.js';
import { ROUTES, latenciesOf, measureRoutes, newSamples } from './latencies.js';
import type { Latencies, Samples } from './latencies.js';
import { startSmallTorrents } from './small-torrents.js';

const FLAGS = {
  queued: { type: 'string', default: '1000' },
  active: { type: 'string', default: '100' },
  rounds: { type: 'string', default: '6' },
  json: { type: 'boolean', default: false },
} as const;

/** So slow that a torrent of 256 KiB is under way for most of a minute. */
const BYTES_PER_SECOND_EACH = 5 * 1024;
const MOST_RATIO = 2;
const ACTIVE_MS = 120_000;
const WARM_UP_MS = 3000;
/** Each way. Leases hold for longer. */
const ROUND_MS = 8000;
/** After a freeze, until what has piled up is done. */
const SETTLE_MS = 2000;
/** Of the downloads that are to be active: some are always changing over. */
const ENOUGH = 0.9;

interface Counts {
  readonly waiting: number;
  readonly running: number;
}

interface Finding {
  readonly route: string;
  readonly idle: Latencies;
  readonly busy: Latencies;
  /** Of the two p99. */
  readonly ratio: number;
}

/**
 * `downloads`: how long the API takes to answer while a worker has many small torrents under way, compared with the same
 * rows and the worker frozen. Both are measured in turns, so that what else the machine does weighs on both. Answers with exit
 * code 1 when a p99 is more than twice as long.
 */
export async function benchDownloads(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: FLAGS, strict: true });
  const [queued, active, rounds] = [values.queued, values.active, values.rounds].map(Number);
  if (!queued || !active || !rounds) throw new Error('--queued, --active and --rounds are numbers over 0');
  const cleanUp = new CleanUp();
  try {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-bench-'));
    await chmod(directory, 0o755);
    cleanUp.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
    const { findings, before, after } = await run(directory, { queued, active, rounds }, cleanUp);
    const text = values.json
      ? `${JSON.stringify({ findings, before, after })}\n`
      : render(findings, before, after);
    process.stdout.write(text);
    return findings.every(({ ratio }) => ratio <= MOST_RATIO) ? 0 : 1;
  } finally {
    await cleanUp.run();
  }
}

interface Load {
  readonly queued: number;
  readonly active: number;
  readonly rounds: number;
}

async function run(directory: string, { queued, active, rounds }: Load, cleanUp: CleanUp) {
  const torrents = await startSmallTorrents(
    path.join(directory, 'torrents'),
    queued + active,
    active * BYTES_PER_SECOND_EACH,
    cleanUp,
  );
  const system = await startBenchSystem(directory, torrents.trackerOrigin, active, cleanUp);
  const { owner, baseUrl } = system;
  await owner.configure({
    downloads: { torrents_at_once: 0, queue_when_full: true, queued_per_user: 100_000 },
  });
  for (const magnet of torrents.magnets) await owner.start({ magnet_link: magnet });
  await measureRoutes(baseUrl, owner.accessToken, WARM_UP_MS, newSamples());
  await owner.configure({ downloads: { torrents_at_once: active } });
  await untilActive(system, active);
  const before = await countsOf(system);
  const [idle, busy] = [newSamples(), newSamples()];
  for (let round = 0; round < rounds; round += 1) await measureRound(system, idle, busy);
  return { findings: compare(idle, busy), before, after: await countsOf(system) };
}

async function measureRound(
  { baseUrl, owner, worker }: BenchSystem,
  idle: Samples,
  busy: Samples,
): Promise<void> {
  await measureRoutes(baseUrl, owner.accessToken, ROUND_MS, busy);
  worker.freeze();
  try {
    await measureRoutes(baseUrl, owner.accessToken, ROUND_MS, idle);
  } finally {
    worker.thaw();
  }
  await sleep(SETTLE_MS);
}

async function untilActive(system: BenchSystem, active: number): Promise<void> {
  const isActive = async () => ((await countsOf(system)).running >= active * ENOUGH ? true : undefined);
  if (!(await poll(isActive, ACTIVE_MS, 500)))
    throw new Error(`No ${active} downloads got under way at once`);
}

async function countsOf({ postgres }: BenchSystem): Promise<Counts> {
  const [counts] = await postgres.query<{ waiting: number; running: number }>(
    `SELECT count(*) FILTER (WHERE state = 'pending')::int AS waiting,
            count(*) FILTER (WHERE state = 'running')::int AS running FROM download`,
  );
  return counts ?? { waiting: 0, running: 0 };
}

const compare = (idle: Samples, busy: Samples): Finding[] =>
  ROUTES.map((route) => {
    const before = latenciesOf(idle.get(route) ?? []);
    const then = latenciesOf(busy.get(route) ?? []);
    return { route, idle: before, busy: then, ratio: then.p99 / before.p99 };
  });

function render(findings: readonly Finding[], before: Counts, after: Counts): string {
  const ms = (value: number) => value.toFixed(1).padStart(8);
  const columns = ({ p50, p95, p99 }: Latencies) => [p50, p95, p99].map(ms).join('');
  const heading = ['p50', 'p95', 'p99'].map((name) => name.padStart(8)).join('');
  return [
    `Under way: ${before.running} then ${after.running}; waiting: ${before.waiting} then ${after.waiting}`,
    `${findings[0]?.idle.requests ?? 0} and ${findings[0]?.busy.requests ?? 0} requests a route, in ms`,
    `${''.padEnd(20)}${'  worker frozen'.padEnd(24)}  under way`,
    `${''.padEnd(20)}${heading}  ${heading}   ratio of p99 (at most ${MOST_RATIO})`,
    ...findings.map(
      ({ route, idle, busy, ratio }) =>
        `${route.padEnd(20)}${columns(idle)}  ${columns(busy)}  ${ratio.toFixed(2)}`,
    ),
    '',
  ].join('\n');
}
