import { Inject, Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { LimitsConfig } from '../config/limits.config.js';
import { Logger } from '../logging/logger.js';
import { RequestLimits } from './request-limits.js';
import { UNCOUNTED_PATHS } from './uncounted-paths.js';

const pathOf = (request: Request): string => request.originalUrl.split('?', 1)[0]?.replace(/\/$/, '') ?? '';

/** Counts a request by its address before anything else is done for it, also when no route fits. */
@Injectable()
export class AddressLimit implements NestMiddleware {
  private mayWarn: boolean;

  constructor(
    private readonly limits: RequestLimits,
    config: LimitsConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.mayWarn = config.trustedProxies.length === 0;
  }

  async use(request: Request, response: Response, next: NextFunction): Promise<void> {
    this.warnOfForwarding(request);
    if (!UNCOUNTED_PATHS.has(pathOf(request))) await this.limits.countAddress(response, request.ip);
    next();
  }

  /** Behind a proxy that nobody told us of, all people share one address, and with it one limit on sign-ins. */
  private warnOfForwarding(request: Request): void {
    if (!this.mayWarn || request.get('x-forwarded-for') === undefined) return;
    this.mayWarn = false;
    this.logger.warn(
      { proxy: request.socket.remoteAddress },
      'X-Forwarded-For is ignored: if this comes from your reverse proxy, list it in SOKOUL_TRUSTED_PROXIES',
    );
  }
}
