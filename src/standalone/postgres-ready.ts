import pg from 'pg';
import { StartupError } from '../common/errors/startup-error.js';
import type { DetachedProcess } from './detached-process.js';
import { errorCode } from '../common/errors/error-code.js';
import { poll } from './poll.js';

/** Recovery after a crash may read a lot of log. */
const READY_TIMEOUT_MS = 120_000;

/** ECONNREFUSED, ECONNRESET: not listening yet; 57P03: starting up or recovering. */
const NOT_YET = ['ECONNREFUSED', 'ECONNRESET', '57P03'];
const WRONG_PASSWORD = '28P01';

async function tryConnect(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error;
  }
}

function refusal(error: unknown): StartupError {
  if (errorCode(error) === WRONG_PASSWORD) {
    return new StartupError(
      'POSTGRES_PASSWORD',
      "the embedded PostgreSQL refuses the password in its directory: restore the file 'password' that belongs to it",
      { cause: error },
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StartupError('POSTGRES_FAILED', `the embedded PostgreSQL does not answer (${reason})`, {
    cause: error,
  });
}

/** True when the server accepts sessions, false when it exited instead. */
export async function waitForPostgres(url: string, server: DetachedProcess): Promise<boolean> {
  let failure: unknown;
  const answer = await poll(async () => {
    if (!server.isRunning) return false;
    failure = await tryConnect(url);
    if (failure === undefined) return true;
    if (NOT_YET.includes(errorCode(failure) ?? '')) return undefined;
    if (!server.isRunning) return false;
    throw refusal(failure);
  }, READY_TIMEOUT_MS);
  if (answer === undefined) throw refusal(failure);
  return answer;
}

/** Creates `database` unless it exists; `url` points to another database of the same server. */
export async function createDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
