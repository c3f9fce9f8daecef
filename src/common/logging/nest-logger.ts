import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.js';

function lastString(values: unknown[]): string | undefined {
  const last = values.at(-1);
  return typeof last === 'string' ? last : undefined;
}

/** Nest's own messages, as lines of our log; its start-up chatter is debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: lastString(rest) }, String(message));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: lastString(rest) }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error(
      { context: lastString(rest), ...(message instanceof Error ? { err: message } : {}) },
      String(message),
    );
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: lastString(rest) }, String(message));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace({ context: lastString(rest) }, String(message));
  }
}
