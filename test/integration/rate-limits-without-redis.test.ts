import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { EmbeddedRedis } from '../../src/standalone/embedded-redis.js';
import { call, newPerson } from '../support/http-caller.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

describe('rate limits while Redis is away', () => {
  let system: TestSystem;
  let redis: EmbeddedRedis;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-limits-'));
    redis = await EmbeddedRedis.start({ directory, log: () => undefined });
    const env = { REDIS_URL: redis.url, SOKOUL_RATE_LIMITS: 'general.user=20/60' };
    system = await startTestSystem({ workers: 0, env });
  });
  afterAll(async () => {
    await system?.stop();
    await redis?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const newReader = async () => {
    const { token } = await newPerson(system.api.url, system.database.url, 'user');
    return () => call(system.api.url, '/api/v1/search', { token });
  };

  it('wait once for a server that hangs', async () => {
    const get = await newReader();
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'PAUSE', '60000', 'ALL');
    const startedAt = performance.now();
    for (let n = 0; n < 10; n++) expect((await get()).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    client.disconnect();
  });

  it('go on in memory when it is gone: no request fails or waits for it', async () => {
    const get = await newReader();
    await redis.stop();
    const statuses = [];
    const startedAt = performance.now();
    for (let n = 0; n < 25; n++) statuses.push((await get()).status);
    expect(statuses).toEqual([...Array(20).fill(200), ...Array(5).fill(429)]);
    expect((performance.now() - startedAt) / 25).toBeLessThan(500);
  });
});
