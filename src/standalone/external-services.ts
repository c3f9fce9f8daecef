import pg from 'pg';
import { StartupError } from '../common/errors/startup-error.js';
import { errorCode } from '../common/errors/error-code.js';
import { pingRedis } from './redis-ready.js';

const TIMEOUT_MS = 5_000;

/** Host and port only: the rest of the URL holds the password. */
function addressOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the given address';
}

/** Refuses with `DATABASE_UNREACHABLE` when the PostgreSQL of DATABASE_URL does not take a session. */
export async function ensureDatabaseReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new StartupError(
      'DATABASE_UNREACHABLE',
      `the database of DATABASE_URL at ${addressOf(url)} can't be used (${reasonOf(error)}): start it, correct ` +
        'DATABASE_URL, or unset it for an embedded one',
      { cause: error },
    );
  }
}

/** Refuses with `REDIS_UNREACHABLE` when the Redis of REDIS_URL does not answer. */
export async function ensureRedisReachable(url: string): Promise<void> {
  const problem = await pingRedis(url, TIMEOUT_MS);
  if (problem === undefined) return;
  throw new StartupError(
    'REDIS_UNREACHABLE',
    `the Redis of REDIS_URL at ${addressOf(url)} can't be used (${reasonOf(problem)}): start it, correct ` +
      'REDIS_URL, or unset it for a private one',
    { cause: problem },
  );
}

/** An attempt on several addresses has no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  if (error instanceof Error && error.message !== '') return error.message;
  return errorCode(error) ?? 'no reason given';
}
