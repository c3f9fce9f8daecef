import path from 'node:path';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { EmbeddedRedis } from './embedded-redis.js';
import { describeExit } from './detached-process.js';
import type { ExitInfo } from './detached-process.js';
import { ensureDatabaseReachable, ensureRedisReachable } from './external-services.js';
import { LogFile } from './log-file.js';
import type { RunningParts } from './running-parts.js';
import type { ServiceUrls, StandaloneConfig } from './standalone-steps.js';
import { StartupError } from '../common/errors/startup-error.js';

export interface StartedServers {
  readonly urls: ServiceUrls;
  /** Settles with the reason when one of our own servers ends by itself. */
  readonly failed: Promise<StartupError>;
}

interface EmbeddedServer {
  readonly url: string;
  readonly exited: Promise<ExitInfo>;
  stop(): Promise<void>;
  kill(): void;
}

interface Start {
  readonly name: string;
  readonly logPath: string;
  readonly start: (log: (line: string) => void) => Promise<EmbeddedServer>;
}

async function startServer({ name, logPath, start }: Start, running: RunningParts): Promise<EmbeddedServer> {
  const log = new LogFile(logPath);
  running.add({ name: `the log of ${name}`, stop: async () => log.close() });
  const server = await start(log.write);
  running.add({ name, stop: () => server.stop(), kill: () => server.kill() });
  return server;
}

async function failure(name: string, logPath: string, server: EmbeddedServer): Promise<StartupError> {
  const exit = await server.exited;
  return new StartupError(
    'SERVER_ENDED',
    `${name} ended by itself (${describeExit(exit)}): look at ${logPath}`,
  );
}

/** Starts the servers that no URL names, and checks that the others answer. */
export async function startServers(
  config: StandaloneConfig,
  running: RunningParts,
  announce: (line: string) => void,
): Promise<StartedServers> {
  const failures: Promise<StartupError>[] = [];
  const startOwn = async (name: string, file: string, start: Start['start']): Promise<string> => {
    const logPath = path.join(config.dataDir, 'logs', file);
    const server = await startServer({ name, logPath, start }, running);
    failures.push(failure(name, logPath, server));
    return server.url;
  };
  const directory = (name: string) => path.join(config.dataDir, name);

  if (config.databaseUrl !== undefined) await ensureDatabaseReachable(config.databaseUrl);
  if (config.redisUrl !== undefined) await ensureRedisReachable(config.redisUrl);
  const databaseUrl =
    config.databaseUrl ??
    (await startOwn('the embedded PostgreSQL', 'postgres.log', (log) =>
      EmbeddedPostgres.start({ directory: directory('postgres'), log }),
    ));
  const redisUrl =
    config.redisUrl ??
    (await startOwn('the private Redis', 'redis.log', (log) =>
      EmbeddedRedis.start({ directory: directory('redis'), log, announce }),
    ));
  const failed = failures.length > 0 ? Promise.race(failures) : new Promise<StartupError>(() => undefined);
  return { urls: { databaseUrl, redisUrl }, failed };
}
