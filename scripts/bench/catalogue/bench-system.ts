import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AuthConfig } from '../../../src/common/config/auth.config.js';
import { loadConfig } from '../../../src/common/config/load-config.js';
import { migrate } from '../../../src/common/database/migrate.js';
import { ensureFirstAdmin } from '../../../src/modules/auth/index.js';
import { EmbeddedPostgres } from '../../../src/standalone/embedded-postgres.js';
import { EmbeddedRedis } from '../../../src/standalone/embedded-redis.js';

const MAIN = path.resolve(import.meta.dirname, '../../../src/main.js');
const ADMIN = { username: 'admin', password: 'correct horse battery' };
/** What is written is thrown away afterwards; reading is what is measured. */
const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' };

/** PostgreSQL, Redis and later the API, in a directory of their own. `stop` leaves nothing behind. */
export class BenchSystem {
  private readonly stops: (() => Promise<unknown>)[] = [];

  private constructor(private readonly directory: string) {
    this.stops.push(() => rm(directory, { recursive: true, force: true }));
  }

  databaseUrl = '';
  private redisUrl = '';

  /** Starts the servers, with an empty, migrated database. */
  static async start(): Promise<BenchSystem> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-bench-'));
    const system = new BenchSystem(directory);
    try {
      await chmod(directory, 0o755);
      await system.startServers();
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  private async startServers(): Promise<void> {
    const log = () => undefined;
    const postgresDirectory = path.join(this.directory, 'postgres');
    const postgres = await EmbeddedPostgres.start({
      directory: postgresDirectory,
      log,
      settings: THROW_AWAY,
    });
    this.stops.push(() => postgres.stop());
    const redis = await EmbeddedRedis.start({ directory: path.join(this.directory, 'redis'), log });
    this.stops.push(() => redis.stop());
    this.databaseUrl = postgres.url;
    this.redisUrl = redis.url;
    await migrate(postgres.url);
  }

  private get environment(): Record<string, string | undefined> {
    return {
      PATH: process.env.PATH,
      DATABASE_URL: this.databaseUrl,
      REDIS_URL: this.redisUrl,
      PORT: '0',
      SOKOUL_DATA_DIR: path.join(this.directory, 'data'),
      SOKOUL_LOG_LEVEL: 'warn',
      SOKOUL_RATE_LIMITS: 'off',
      SOKOUL_ADMIN_USERNAME: ADMIN.username,
      SOKOUL_ADMIN_PASSWORD: ADMIN.password,
    };
  }

  /** Starts the API as it runs in production, without rate limits; answers with its URL. */
  async startApi(): Promise<string> {
    const config = loadConfig(this.environment, this.directory);
    await ensureFirstAdmin(this.databaseUrl, config.get(AuthConfig));
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN, '--supervised'], {
      cwd: this.directory,
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.stops.push(() => ended(child));
    return readyUrl(child);
  }

  /** An access token of the one administrator. */
  async signIn(apiUrl: string): Promise<string> {
    const answer = await fetch(`${apiUrl}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ADMIN),
    });
    const body: unknown = await answer.json();
    if (typeof body === 'object' && body !== null && 'access_token' in body) return String(body.access_token);
    throw new Error(`Signing in answered ${answer.status}`);
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await stop();
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type: string; url?: string; message?: string }) => {
      if (message.type === 'ready') resolve(message.url ?? '');
      else reject(new Error(`The API did not start: ${message.message}`));
    });
    child.once('exit', (code) => reject(new Error(`The API ended with ${code}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
