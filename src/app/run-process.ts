import type { INestApplicationContext } from '@nestjs/common';
import { ConfigError, loadConfig } from '../common/config/load-config.js';
import { DatabaseConfig } from '../common/config/database.config.js';
import { RedisConfig } from '../common/config/redis.config.js';
import { ServerConfig } from '../common/config/server.config.js';
import { NewerDatabaseError, migrate } from '../common/database/migrate.js';
import { StartupError } from '../common/errors/startup-error.js';
import { createLogger } from '../common/logging/logger.js';
import type { Logger } from '../common/logging/logger.js';
import { exitWithParent } from '../common/process/exit-with-parent.js';
import { isSupervised, tellSupervisor } from '../common/process/supervisor-messages.js';
import type { ProcessParts } from './foundation.js';

/** A started process: what to close, and the URL it serves, if it serves one. */
export interface StartedProcess {
  readonly app: INestApplicationContext;
  readonly url?: string;
}

type Start = (parts: ProcessParts) => Promise<StartedProcess>;

function asStartupError(error: unknown): StartupError | null {
  if (error instanceof StartupError) return error;
  if (error instanceof ConfigError) return new StartupError('CONFIG_INVALID', error.problems.join('; '));
  if (error instanceof NewerDatabaseError) return new StartupError('DATABASE_NEWER', error.message);
  return null;
}

function requireServices({ config }: ProcessParts): string {
  const { url } = config.get(DatabaseConfig);
  if (url === undefined)
    throw new StartupError(
      'DATABASE_URL_MISSING',
      'set DATABASE_URL, or use `npm start` for an embedded PostgreSQL',
    );
  if (config.get(RedisConfig).url === undefined)
    throw new StartupError('REDIS_URL_MISSING', 'set REDIS_URL, or use `npm start` for a private Redis');
  return url;
}

function stopOnSignals(app: INestApplicationContext, logger: Logger, timeoutSeconds: number): void {
  let isStopping = false;
  const stop = (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ reason }, 'Shutting down');
    setTimeout(() => {
      logger.error('Work did not end in time; stopping all the same');
      process.exit(1);
    }, timeoutSeconds * 1000).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'Shutdown failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
  exitWithParent(() => stop('the supervisor is gone'));
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** One line for what an operator can mend; the whole stack for what only we can. */
function complain(name: string, error: unknown): void {
  const known = error instanceof StartupError || !(error instanceof Error);
  process.stderr.write(`sokoul ${name}: ${known ? messageOf(error) : error.stack}\n`);
}

/** A promise that a library forgot must not end everyone's downloads; it is told, and the process goes on. */
function reportForgottenRejections(logger: Logger): void {
  process.on('unhandledRejection', (reason) => logger.error({ err: reason }, 'Unhandled rejection'));
}

/** Loads the configuration, brings the schema up to date, starts, and stops on signals. One line on failure. */
export async function runProcess(name: string, start: Start): Promise<void> {
  try {
    const config = loadConfig();
    const logger = createLogger(config.get(ServerConfig), name);
    reportForgottenRejections(logger);
    await migrate(requireServices({ config, logger }));
    const { app, url } = await start({ config, logger });
    stopOnSignals(app, logger, config.get(ServerConfig).shutdownTimeoutSeconds);
    logger.info({ url }, 'Ready');
    await tellSupervisor({ type: 'ready', ...(url === undefined ? {} : { url }) });
  } catch (error) {
    const known = asStartupError(error);
    await tellSupervisor({
      type: 'failed',
      code: known?.code ?? 'START_FAILED',
      message: messageOf(known ?? error),
    });
    if (!isSupervised()) complain(name, known ?? error);
    process.exit(1);
  }
}
