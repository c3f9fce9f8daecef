import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { StartupError } from '../common/errors/startup-error.js';
import type { ExitInfo } from './detached-process.js';
import { DetachedProcess, describeExit } from './detached-process.js';
import { DirectoryLock } from './directory-lock.js';
import { freePort } from './free-port.js';
import { stopOrphan } from './orphan.js';
import { poll } from './poll.js';
import { renderRedisConfig } from './redis-config.js';
import { pingRedis } from './redis-ready.js';
import { ensureWritableDirectory } from './startup-checks.js';
import { ensureSystemTools } from './system-tools.js';

const LAUNCH_ATTEMPTS = 4;
const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 10_000;

export interface EmbeddedRedisOptions {
  /** Where its append-only file and its lock are kept. */
  readonly directory: string;
  readonly log: (line: string) => void;
  /** Told, in one line, when a package is about to be installed on the system; by default `log`. */
  readonly announce?: (line: string) => void;
}

interface Launch {
  readonly command: string;
  readonly directory: string;
  readonly pidFile: string;
  readonly log: (line: string) => void;
}

async function launchOnce({ command, directory, pidFile, log }: Launch, lastLines: string[]) {
  const port = await freePort();
  const password = randomBytes(24).toString('base64url');
  const server = await DetachedProcess.launch({
    command,
    args: ['-'],
    cwd: directory,
    // By standard input: a command line can be read by every user of the machine, and a file would outlive us.
    input: renderRedisConfig({ port, password, directory, pidFile }),
    log: (line) => {
      lastLines.push(line);
      if (lastLines.length > 20) lastLines.shift();
      log(line);
    },
  });
  const url = `redis://:${password}@127.0.0.1:${port}/0`;
  const isReady = await poll(async () => {
    if (!server.isRunning) return false;
    return (await pingRedis(url)) === undefined || undefined;
  }, READY_TIMEOUT_MS);
  if (isReady === undefined) await server.stop(['SIGTERM', 'SIGKILL'], STOP_GRACE_MS);
  return { server, url, isReady };
}

/** Again when it exits at once: another program may have taken the port. */
async function launch(parts: Launch): Promise<{ server: DetachedProcess; url: string }> {
  for (let attempt = 1; ; attempt++) {
    const lastLines: string[] = [];
    const { server, url, isReady } = await launchOnce(parts, lastLines);
    if (isReady) return { server, url };
    if (attempt < LAUNCH_ATTEMPTS && isReady === false) continue;
    const reason = lastLines.at(-1) ?? describeExit(await server.exited);
    throw new StartupError(
      'REDIS_FAILED',
      `${parts.command} does not start (${reason}): look at ${parts.directory}, or set REDIS_URL to a server of yours`,
    );
  }
}

/** A private Redis (or Valkey) on a free loopback port with a new password each time, its data kept in a directory. */
export class EmbeddedRedis {
  private constructor(
    /** Connection string with the password. */
    readonly url: string,
    private readonly server: DetachedProcess,
    private readonly lock: DirectoryLock,
  ) {}

  /** Resolves when the data is loaded and the server answers; refuses with a `StartupError`. */
  static async start(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
    const { log, announce = log } = options;
    const directory = path.resolve(options.directory);
    await ensureWritableDirectory(directory);
    const lock = await DirectoryLock.acquire(directory);
    try {
      const pidFile = path.join(directory, 'redis.pid');
      const { redisServer } = await ensureSystemTools({ log, announce });
      await stopOrphan({ pidFile, directory, signals: ['SIGTERM', 'SIGKILL'] }, lock);
      const { server, url } = await launch({ command: redisServer, directory, pidFile, log });
      return new EmbeddedRedis(url, server, lock);
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

  /** Writes everything to disk and resolves when the server is gone. */
  async stop(): Promise<void> {
    await this.server.stop(['SIGTERM', 'SIGKILL'], STOP_GRACE_MS);
    await this.lock.release();
  }

  /** Ends it without delay; up to a second of writes is lost. */
  kill(): void {
    this.server.signal('SIGKILL');
  }
}
