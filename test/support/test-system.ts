/** The built server processes, each test file its own: real PostgreSQL database, real Redis, temporary data. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { builtDirectory } from '../fakes/project-root.js';
import { createTestDatabase, testRedisUrl } from './test-database.js';
import type { TestDatabase } from './test-database.js';

const KEPT_LOG_LINES = 200;

export const ADMIN = { username: 'admin', password: 'correct horse battery' };

/** One process of the system under test. */
export class ServerProcess {
  readonly log: string[] = [];

  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(entry: 'main' | 'worker', env: NodeJS.ProcessEnv, cwd: string): Promise<ServerProcess> {
    const file = path.join(builtDirectory('src'), `${entry}.js`);
    const child = spawn(process.execPath, ['--enable-source-maps', file, '--supervised'], {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const output: string[] = [];
    const collect = (chunk: Buffer) => {
      output.push(...chunk.toString().split('\n').filter(Boolean));
      output.splice(0, output.length - KEPT_LOG_LINES);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: { type: string; url?: string; message?: string }) => {
        if (message.type === 'ready') resolve(message.url ?? '');
        else reject(new Error(`${entry} did not start: ${message.message}`));
      });
      child.once('exit', (code) => reject(new Error(`${entry} ended with ${code}:\n${output.join('\n')}`)));
    });
    const started = new ServerProcess(child, url);
    started.log.push(...output);
    child.stdout?.on('data', (chunk: Buffer) => started.log.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => started.log.push(chunk.toString()));
    return started;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}

export interface TestSystem {
  readonly api: ServerProcess;
  readonly database: TestDatabase;
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  workers: ServerProcess[];
  addWorker(): Promise<ServerProcess>;
  addApi(): Promise<ServerProcess>;
  stop(): Promise<void>;
}

export interface TestSystemOptions {
  /** Variables beyond the usual ones. */
  readonly env?: NodeJS.ProcessEnv;
  /** Workers to start with; one unless given. */
  readonly workers?: number;
}

async function testEnvironment(
  extra: NodeJS.ProcessEnv,
  database: TestDatabase,
  directory: string,
): Promise<NodeJS.ProcessEnv> {
  const redisUrl = testRedisUrl();
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  redis.disconnect();
  return {
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
    PORT: '0',
    SOKOUL_DATA_DIR: directory,
    SOKOUL_LOG_LEVEL: 'debug',
    SOKOUL_ADMIN_USERNAME: ADMIN.username,
    SOKOUL_ADMIN_PASSWORD: ADMIN.password,
    SOKOUL_TORRENT_DHT: 'false',
    // Needs no key, so it is on by itself; tests stay off the internet.
    SOKOUL_ARCHIVE_ENABLED: 'false',
    SOKOUL_RATE_LIMITS: 'off',
    ...extra,
  };
}

/** Starts one API and its workers; `stop` leaves nothing behind. */
export async function startTestSystem({
  env: extra = {},
  workers: count = 1,
}: TestSystemOptions = {}): Promise<TestSystem> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-system-'));
  const env = await testEnvironment(extra, database, directory);
  const all: ServerProcess[] = [];
  const workers: ServerProcess[] = [];
  const add = async (entry: 'main' | 'worker') => {
    const started = await ServerProcess.start(entry, env, directory);
    all.push(started);
    if (entry === 'worker') workers.push(started);
    return started;
  };
  const stop = async () => {
    await Promise.all(all.map((one) => one.kill('SIGTERM')));
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const api = await add('main');
    for (let started = 0; started < count; started++) await add('worker');
    return {
      api,
      database,
      directory,
      env,
      workers,
      addWorker: () => add('worker'),
      addApi: () => add('main'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
