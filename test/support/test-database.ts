import { randomUUID } from 'node:crypto';
import pg from 'pg';

const TEMPLATE_DATABASE = 'sokoul_template';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

function variableOf(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the tests with npm test`);
  return value;
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: variableOf('TEST_DATABASE_URL') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh, migrated database of its own. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  const url = new URL(variableOf('TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** The Redis database of this Jest worker; the test files of one worker run one after the other. */
export function testRedisUrl(): string {
  const url = new URL(variableOf('TEST_REDIS_URL'));
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '0'}`;
  return url.href;
}
