import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Logger } from '../logging/logger.js';
import { currentContext } from '../logging/request-context.js';
import { describeError } from './describe-error.js';

/** Turns every error into the documented body. The only place that logs a failed request's cause. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, code, message, details, retryAfter } = describeError(error);
    if (status >= 500) this.logger.error({ err: error, code }, 'Request failed');
    else this.logger.debug({ code, status }, message);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const meta = { request_id: currentContext().request_id ?? '', timestamp: new Date().toISOString() };
    const retry = retryAfter === undefined ? {} : { retry_after: retryAfter };
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
    response.status(status).json({ error: { code, message, details, ...retry }, meta });
  }
}
