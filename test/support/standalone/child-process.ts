/** A child of the supervisor that uses both servers until it is told to stop. */
import pg from 'pg';
import { exitWithParent } from '../../../src/common/process/exit-with-parent.js';
import { tellSupervisor } from '../../../src/common/process/supervisor-messages.js';
import { pingRedis } from '../../../src/standalone/redis-ready.js';

const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();
await database.query('CREATE TABLE IF NOT EXISTS start (pid int)');
await database.query('INSERT INTO start VALUES ($1)', [process.pid]);
const redisProblem = await pingRedis(process.env.REDIS_URL ?? '');
if (redisProblem) throw redisProblem;

async function stop(reason: string): Promise<void> {
  // The database must still be there: servers are stopped after their clients.
  const { rows } = await database.query<{ starts: string }>('SELECT count(*) AS starts FROM start');
  process.stdout.write(`child ${process.pid} stops (${reason}) after ${rows[0]?.starts} starts\n`);
  await database.end();
  process.exit(0);
}

process.once('SIGTERM', () => void stop('SIGTERM'));
exitWithParent(() => void stop('parent gone'));
process.stdout.write(`child ${process.pid} runs\n`);
await tellSupervisor({ type: 'ready' });
