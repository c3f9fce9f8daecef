import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { EmbeddedRedis } from '../../src/standalone/embedded-redis.js';

describe('EmbeddedRedis', () => {
  let directory: string;
  let running: EmbeddedRedis[];

  beforeEach(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul "redis" '));
    running = [];
  });
  afterEach(async () => {
    for (const server of running) await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedRedis> {
    const server = await EmbeddedRedis.start({ directory, log: () => undefined });
    running.push(server);
    return server;
  }

  async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, { retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  it('keeps its data over a restart and never evicts', async () => {
    const first = await start();
    await withClient(first.url, (client) => client.set('job', '1'));
    await first.stop();

    const second = await start();
    expect(await withClient(second.url, (client) => client.get('job'))).toBe('1');
    expect(await withClient(second.url, (client) => client.config('GET', 'maxmemory-policy'))).toContain(
      'noeviction',
    );
  });

  it('asks for a password that is new each time and lies in no file', async () => {
    const first = await start();
    const url = new URL(first.url);
    url.password = '';
    await expect(withClient(url.href, (client) => client.get('job'))).rejects.toThrow(/NOAUTH/);
    expect((await readdir(directory)).sort()).toEqual(['appendonlydir', 'lock', 'redis.pid']);
    await first.stop();
    expect((await start()).url).not.toBe(first.url);
  });

  it('refuses a directory that a running server works in', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
  });

  it('starts again after kill -9', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    await first.stop();
    expect(await withClient((await start()).url, (client) => client.ping())).toBe('PONG');
  });
});
