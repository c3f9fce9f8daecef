import { pino } from 'pino';
import type { Logger as PinoLogger } from 'pino';
import type { ServerConfig } from '../config/server.config.js';
import { REDACT_PATHS, redactText } from './redact.js';
import { currentContext } from './request-context.js';

/** Injection token and type of the structured logger. */
export const Logger = Symbol('Logger');
export type Logger = PinoLogger;

function redactArguments(values: unknown[]): unknown[] {
  return values.map((value) => (typeof value === 'string' ? redactText(value) : value));
}

/** JSON lines on stdout; secrets blanked; every line carries the ids of the work at hand. */
export function createLogger(config: Pick<ServerConfig, 'logLevel' | 'logFormat'>, process: string): Logger {
  return pino({
    level: config.logLevel,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: currentContext,
    redact: { paths: REDACT_PATHS, censor: '***' },
    hooks: {
      logMethod(values, method) {
        method.apply(this, redactArguments(values) as Parameters<typeof method>);
      },
    },
    ...(config.logFormat === 'pretty' ? { transport: { target: 'pino-pretty' } } : {}),
  });
}
