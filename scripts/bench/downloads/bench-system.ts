import path from 'node:path';
import { AuthConfig } from '../../../src/common/config/auth.config.js';
import { loadConfig } from '../../../src/common/config/load-config.js';
import { ensureFirstAdmin } from '../../../src/modules/auth/index.js';
import { freePort } from '../../../src/standalone/free-port.js';
import { poll } from '../../../src/standalone/poll.js';
import { Owner } from '../../chaos/system/owner.js';
import { PostgresServer } from '../../chaos/system/postgres-server.js';
import { RedisServer } from '../../chaos/system/redis-server.js';
import { ServerProcess } from '../../chaos/system/server-process.js';
import type { CleanUp } from '../../demo/clean-up.js';

const ADMIN = { username: 'bench_admin', password: 'a passphrase for one run' };
const START_MS = 90_000;

export interface BenchSystem {
  readonly baseUrl: string;
  readonly postgres: PostgresServer;
  readonly owner: Owner;
  readonly worker: ServerProcess;
}

/** One API and one worker with room for `active` downloads. */
export async function startBenchSystem(
  directory: string,
  trackerOrigin: string,
  active: number,
  cleanUp: CleanUp,
): Promise<BenchSystem> {
  const postgres = await PostgresServer.start(path.join(directory, 'postgres'));
  cleanUp.add(() => postgres.stop());
  const redis = await RedisServer.start(path.join(directory, 'redis'));
  cleanUp.add(() => redis.stop());
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    SOKOUL_DATA_DIR: path.join(directory, 'data'),
    SOKOUL_ADMIN_USERNAME: ADMIN.username,
    SOKOUL_ADMIN_PASSWORD: ADMIN.password,
    SOKOUL_ADMIN_IP_RULES: 'false',
    SOKOUL_RATE_LIMITS: 'off',
    SOKOUL_TORRENT_DHT: 'false',
    SOKOUL_TORRENT_PEX: 'false',
    SOKOUL_DOWNLOADS_PER_USER: '1000',
    SOKOUL_DOWNLOADS_PER_WORKER: String(active),
    SOKOUL_ALLOWED_ORIGINS: trackerOrigin,
  };
  const api = new ServerProcess('api', 'main', env, directory);
  const worker = new ServerProcess('worker', 'worker', env, directory);
  cleanUp.add(async () => void (await Promise.all([api.stop(), worker.stop()])));
  for (const one of [api, worker]) {
    one.start();
    if (!(await poll(() => one.serves || undefined, START_MS))) throw new Error(`${one.name} did not start`);
  }
  await ensureFirstAdmin(postgres.url, loadConfig(env).get(AuthConfig));
  const baseUrl = `http://127.0.0.1:${port}`;
  const owner = new Owner(baseUrl, ADMIN);
  await owner.signIn();
  return { baseUrl, postgres, owner, worker };
}
