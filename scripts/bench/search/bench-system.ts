import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedPostgres } from '../../../src/standalone/embedded-postgres.js';
import { EmbeddedRedis } from '../../../src/standalone/embedded-redis.js';
import { ServerProcess } from '../../../test/support/test-system.js';
import { BenchIndexer } from './indexer.js';
import type { IndexerBehaviour } from './indexer.js';

/** The real API and worker on a PostgreSQL and a Redis of their own, as durable as in earnest. */
export interface BenchSystem {
  readonly url: string;
  readonly indexers: ReadonlyMap<string, BenchIndexer>;
  /** Milliseconds of processor time that the API and the worker have used so far. */
  usedCpuMs(): Promise<{ api: number; worker: number }>;
  stop(): Promise<void>;
}

/** Of /proc; the same on every Linux that Node runs on. */
const TICK_MS = 10;

type Stop = () => Promise<unknown>;

export async function startBenchSystem(behaviours: readonly IndexerBehaviour[]): Promise<BenchSystem> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-bench-'));
  await chmod(directory, 0o755);
  const stops: Stop[] = [() => rm(directory, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
  };
  try {
    const indexers = await Promise.all(behaviours.map((behaviour) => BenchIndexer.start(behaviour)));
    for (const indexer of indexers) stops.push(() => indexer.close());
    const env = { ...(await startServices(directory, stops)), ...settings(directory, indexers) };
    const api = await ServerProcess.start('main', env, directory);
    stops.push(() => api.kill('SIGTERM'));
    const worker = await ServerProcess.start('worker', env, directory);
    stops.push(() => worker.kill('SIGTERM'));
    return {
      url: api.url,
      indexers: new Map(indexers.map((one) => [one.behaviour.name, one])),
      usedCpuMs: async () => ({ api: await cpuMsOf(api.child.pid), worker: await cpuMsOf(worker.child.pid) }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServices(directory: string, stops: Stop[]) {
  const log = () => undefined;
  const postgres = await EmbeddedPostgres.start({ directory: path.join(directory, 'postgres'), log });
  stops.push(() => postgres.stop());
  const redis = await EmbeddedRedis.start({ directory: path.join(directory, 'redis'), log });
  stops.push(() => redis.stop());
  return { DATABASE_URL: postgres.url, REDIS_URL: redis.url };
}

/** Limits are of no interest here: what is measured is the way of one search. */
const settings = (directory: string, indexers: readonly BenchIndexer[]) => ({
  PORT: '0',
  SOKOUL_DATA_DIR: path.join(directory, 'data'),
  SOKOUL_LOG_LEVEL: 'error',
  SOKOUL_ARCHIVE_ENABLED: 'false',
  SOKOUL_RATE_LIMITS: 'off',
  SOKOUL_SERVICE_CHECK_SECONDS: '0',
  SOKOUL_PROVIDER_RATE_LIMITS: indexers.map(({ behaviour: { name } }) => `${name}=100000/1`).join(','),
  SOKOUL_TORZNAB_INDEXERS: indexers.map(({ line }) => line).join('\n'),
});

/** User and system time of a process; NaN where there is no /proc. */
async function cpuMsOf(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}
