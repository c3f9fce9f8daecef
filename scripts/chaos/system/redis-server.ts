import { mkdir } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { DetachedProcess } from '../../../src/standalone/detached-process.js';
import { freePort } from '../../../src/standalone/free-port.js';
import { poll } from '../../../src/standalone/poll.js';
import { pingRedis } from '../../../src/standalone/redis-ready.js';
import { ensureSystemTools } from '../../../src/standalone/system-tools.js';

const READY_MS = 20_000;
const STOP_MS = 5_000;

/** A Redis that can be emptied and restarted, always under the same URL. */
export class RedisServer {
  private server: DetachedProcess | null = null;

  private constructor(
    private readonly command: string,
    private readonly directory: string,
    private readonly port: number,
  ) {}

  static async start(directory: string): Promise<RedisServer> {
    await mkdir(directory, { recursive: true });
    const log = () => undefined;
    const { redisServer } = await ensureSystemTools({ log, announce: log });
    const started = new RedisServer(redisServer, directory, await freePort());
    await started.launch();
    return started;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async flush(): Promise<void> {
    const client = new Redis(this.url, { maxRetriesPerRequest: 3 });
    try {
      await client.flushall();
    } finally {
      client.disconnect();
    }
  }

  async restart(): Promise<void> {
    await this.end('SIGKILL');
    await this.launch();
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    await this.server?.stop([signal, 'SIGKILL'], STOP_MS);
    this.server = null;
  }

  private async launch(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.directory];
    const args = [...options, '--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'];
    this.server = await DetachedProcess.launch({ command: this.command, args, log: () => undefined });
    const isReady = await poll(
      async () => ((await pingRedis(this.url)) === undefined ? true : undefined),
      READY_MS,
    );
    if (!isReady) throw new Error('Redis does not start');
  }
}
