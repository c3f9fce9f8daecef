/** PostgreSQL and Redis for the tests: real servers in a temporary directory, gone afterwards. */
import { mkdtemp, rm, chmod } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/common/database/migrate.js';
import { EmbeddedPostgres } from '../../src/standalone/embedded-postgres.js';
import { EmbeddedRedis } from '../../src/standalone/embedded-redis.js';

/** A test may lose its database at any moment: speed matters, durability does not. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

export const TEMPLATE_DATABASE = 'sokoul_template';

export interface TestServices {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  stop(): Promise<void>;
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  await migrate(template.href);
}

/** Starts both, and migrates a database that each test file copies. */
export async function startTestServices(): Promise<TestServices> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'sokoul-test-'));
  await chmod(directory, 0o755);
  const log = () => undefined;
  const postgres = await EmbeddedPostgres.start({
    directory: path.join(directory, 'postgres'),
    log,
    settings: FAST,
  });
  const redis = await EmbeddedRedis.start({ directory: path.join(directory, 'redis'), log });
  await createTemplate(postgres.url);
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    stop: async () => {
      await Promise.all([postgres.stop(), redis.stop()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}
