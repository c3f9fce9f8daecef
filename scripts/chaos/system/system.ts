import path from 'node:path';
import { AuthConfig } from '../../../src/common/config/auth.config.js';
import { loadConfig } from '../../../src/common/config/load-config.js';
import { ensureFirstAdmin } from '../../../src/modules/auth/index.js';
import { freePort } from '../../../src/standalone/free-port.js';
import { poll } from '../../../src/standalone/poll.js';
import type { CleanUp } from '../../demo/clean-up.js';
import type { World } from '../world/world.js';
import { payloadBytesOf } from '../world/source.js';
import { Owner } from './owner.js';
import { PostgresServer } from './postgres-server.js';
import { RedisServer } from './redis-server.js';
import { ServerProcess } from './server-process.js';
import { SmallDisk } from './small-disk.js';

const ADMIN = { username: 'chaos_admin', password: 'a passphrase for one run' };
const WORKERS = 2;
const START_MS = 90_000;
const FLOOR_BYTES = 8 * 1024 * 1024;

/** Sokoul as it is run on more than one process: one API, two workers, PostgreSQL, Redis. */
export interface ChaosSystem {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly api: ServerProcess;
  readonly workers: readonly ServerProcess[];
  readonly owner: Owner;
  /** Null where nothing may be mounted. */
  readonly disk: SmallDisk | null;
  readonly downloadsDirectory: string;
  readonly libraryDirectory: string;
}

/** Starts everything and resolves when it serves. */
export async function startSystem(directory: string, world: World, cleanUp: CleanUp): Promise<ChaosSystem> {
  const downloadsDirectory = path.join(directory, 'downloads');
  const libraryDirectory = path.join(directory, 'library');
  const payloadBytes = world.sources.reduce((sum, source) => sum + payloadBytesOf(source), 0);
  const disk = await SmallDisk.mount(downloadsDirectory, payloadBytes * 2 + FLOOR_BYTES * 4);
  if (disk) cleanUp.add(() => disk.unmount());
  const postgres = await PostgresServer.start(path.join(directory, 'postgres'));
  cleanUp.add(() => postgres.stop());
  const redis = await RedisServer.start(path.join(directory, 'redis'));
  cleanUp.add(() => redis.stop());
  const port = await freePort();
  const env = {
    ...environmentOf(directory, world, { postgres, redis }),
    PORT: String(port),
    SOKOUL_DOWNLOADS_DIR: downloadsDirectory,
    SOKOUL_LIBRARY_DIR: libraryDirectory,
  };
  const api = new ServerProcess('api', 'main', env, directory);
  const workers = Array.from(
    { length: WORKERS },
    (_, index) => new ServerProcess(`worker-${index + 1}`, 'worker', env, directory),
  );
  cleanUp.add(async () => void (await Promise.all([api, ...workers].map((one) => one.stop()))));
  const owner = new Owner(`http://127.0.0.1:${port}`, ADMIN);
  await untilServing([api]);
  await ensureFirstAdmin(postgres.url, loadConfig(env).get(AuthConfig));
  await untilServing(workers);
  await owner.signIn();
  await owner.configure({ downloads: { min_free_bytes: FLOOR_BYTES } });
  return { postgres, redis, api, workers, owner, disk, downloadsDirectory, libraryDirectory };
}

async function untilServing(processes: readonly ServerProcess[]): Promise<void> {
  for (const one of processes) one.start();
  const isServing = await poll(() => processes.every(({ serves }) => serves) || undefined, START_MS);
  if (!isServing) throw new Error(`${processes.map(({ name }) => name).join(', ')} did not start`);
}

/** Nothing of what this shell sets for another Sokoul. */
function environmentOf(
  directory: string,
  world: World,
  { postgres, redis }: { readonly postgres: PostgresServer; readonly redis: RedisServer },
): NodeJS.ProcessEnv {
  const origins = world.sources.flatMap(({ kind, gate }) =>
    kind === 'torrent' ? [] : [`http://127.0.0.1:${gate.port}`],
  );
  return {
    PATH: process.env.PATH,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    SOKOUL_DATA_DIR: path.join(directory, 'data'),
    SOKOUL_ADMIN_USERNAME: ADMIN.username,
    SOKOUL_ADMIN_PASSWORD: ADMIN.password,
    SOKOUL_ADMIN_IP_RULES: 'false',
    SOKOUL_RATE_LIMITS: 'off',
    SOKOUL_LOG_LEVEL: 'debug',
    SOKOUL_TORRENT_DHT: 'false',
    SOKOUL_TORRENT_PEX: 'false',
    SOKOUL_DOWNLOADS_PER_USER: '1000',
    SOKOUL_DOWNLOAD_ORIGINS: origins.join(','),
    SOKOUL_ALLOWED_ORIGINS: world.trackerOrigin,
  };
}
