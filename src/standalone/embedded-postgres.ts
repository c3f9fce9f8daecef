import { rm } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../common/errors/startup-error.js';
import { chooseAccount } from './choose-account.js';
import type { ExitInfo } from './detached-process.js';
import { DetachedProcess, describeExit } from './detached-process.js';
import { DirectoryLock } from './directory-lock.js';
import { freePort } from './free-port.js';
import { readPid, stopOrphan } from './orphan.js';
import type { PostgresAccount } from './postgres-account.js';
import { SERVER_ENV } from './postgres-account.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import type { Cluster } from './postgres-cluster.js';
import { DATABASE_USER, prepareCluster } from './postgres-cluster.js';
import { createDatabase, waitForPostgres } from './postgres-ready.js';
import { isAlive } from './process-identity.js';
import { ensureWritableDirectory } from './startup-checks.js';

const DATABASE = 'sokoul';
const LAUNCH_ATTEMPTS = 4;
const STOP_GRACE_MS = 10_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

export interface EmbeddedPostgresOptions {
  /** Where the cluster, its password and its lock are kept. */
  readonly directory: string;
  readonly log: (line: string) => void;
  /** Server settings beyond the usual ones, for example `{ fsync: 'off' }` in tests. */
  readonly settings?: Record<string, string>;
}

interface Launch {
  readonly binary: string;
  readonly account: PostgresAccount;
  readonly cluster: Cluster;
  readonly options: EmbeddedPostgresOptions;
}

async function launchOnce({ binary, account, cluster, options }: Launch, lastLines: string[]) {
  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, ...options.settings, port: String(port) });
  const args = ['-D', cluster.path, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const log = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > 20) lastLines.shift();
    options.log(line);
  };
  const server = await DetachedProcess.launch({ ...account.command(binary, args), env: SERVER_ENV, log });
  const url = (database: string) =>
    `postgresql://${DATABASE_USER}:${cluster.password}@127.0.0.1:${port}/${database}`;
  try {
    const isReady = await waitForPostgres(url('postgres'), server);
    if (isReady) await createDatabase(url('postgres'), DATABASE);
    return { server, url: url(DATABASE), isReady };
  } catch (error) {
    await server.stop(['SIGINT', 'SIGQUIT', 'SIGKILL'], STOP_GRACE_MS);
    throw error;
  }
}

/** Again when it exits at once: another program may have taken the port, or processes of a killed server linger. */
async function launch(parts: Launch): Promise<{ server: DetachedProcess; url: string }> {
  for (let attempt = 1; ; attempt++) {
    const lastLines: string[] = [];
    const { server, url, isReady } = await launchOnce(parts, lastLines);
    if (isReady) return { server, url };
    if (attempt < LAUNCH_ATTEMPTS) continue;
    const reason = lastLines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lastLines.at(-1);
    throw new StartupError(
      'POSTGRES_FAILED',
      `the embedded PostgreSQL does not start (${reason ?? describeExit(await server.exited)}): ` +
        `look at ${parts.cluster.path}`,
    );
  }
}

/** A process id in a stale file may belong to another program by now, which PostgreSQL would take for itself. */
async function removeStalePidFile(pidFile: string): Promise<void> {
  const pid = await readPid(pidFile);
  if (pid !== undefined && isAlive(pid)) await rm(pidFile, { force: true });
}

/** A PostgreSQL server of our own on a free loopback port, started, stopped and cleaned up after with its owner. */
export class EmbeddedPostgres {
  private constructor(
    /** Connection string of the database, with its password. */
    readonly url: string,
    private readonly server: DetachedProcess,
    private readonly lock: DirectoryLock,
  ) {}

  /** Creates what is missing and resolves when the database answers; refuses with a `StartupError`. */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const directory = path.resolve(options.directory);
    await ensureWritableDirectory(directory);
    const lock = await DirectoryLock.acquire(directory);
    try {
      const binaries = await findPostgresBinaries();
      const chosen = await chooseAccount(binaries.postgres, path.dirname(directory));
      const clusterPath = path.join(directory, 'cluster');
      const pidFile = path.join(clusterPath, 'postmaster.pid');
      await stopOrphan({ pidFile, directory: clusterPath, signals: ['SIGINT', 'SIGQUIT'] }, lock);
      await removeStalePidFile(pidFile);
      const isDurable = options.settings?.fsync !== 'off';
      const cluster = await prepareCluster({ directory, binaries, chosen, log: options.log, isDurable });
      const { account } = chosen;
      const { server, url } = await launch({ binary: binaries.postgres, account, cluster, options });
      return new EmbeddedPostgres(url, server, lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get exited(): Promise<ExitInfo> {
    return this.server.exited;
  }

  /** Process id of the server. */
  get pid(): number {
    return this.server.pid;
  }

  /** Ends open sessions, writes everything to disk and resolves when the server is gone. */
  async stop(): Promise<void> {
    await this.server.stop(['SIGINT', 'SIGQUIT', 'SIGKILL'], STOP_GRACE_MS);
    await this.lock.release();
  }

  /** Ends it without delay; the next start recovers. */
  kill(): void {
    this.server.signal('SIGQUIT');
  }
}
