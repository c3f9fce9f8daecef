import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Logger } from '../logging/logger.js';
import { runWithContext } from '../logging/request-context.js';
import type { RequestOrigin } from '../logging/request-context.js';
import { HttpMetrics } from '../metrics/http-metrics.js';
import { routePatternOf } from './route-pattern.js';

const MAX_USER_AGENT = 512;
const REQUEST_ID = /^[\w.-]{1,64}$/;

const originOf = (request: Request): RequestOrigin => ({
  ipAddress: request.ip ?? null,
  userAgent: request.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
});

/** Gives every request its id, counts it, times it and logs it once when it ends. */
@Injectable()
export class RequestObserver implements NestMiddleware {
  constructor(
    private readonly metrics: HttpMetrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  use(request: Request, response: Response, next: NextFunction): void {
    const given = request.get('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    const startedAt = process.hrtime.bigint();
    response.setHeader('X-Request-Id', requestId);
    const work = () => {
      response.once('close', () => this.finish(request, response, startedAt));
      next();
    };
    runWithContext({ request_id: requestId }, work, originOf(request));
  }

  private finish(request: Request, response: Response, startedAt: bigint): void {
    const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
    const endpoint = routePatternOf(request) ?? 'unmatched';
    this.metrics.observe({ method: request.method, endpoint, status: response.statusCode, seconds });
    this.logger.info(
      {
        method: request.method,
        url: request.originalUrl.split('?', 1)[0],
        status: response.statusCode,
        ms: Math.round(seconds * 1000),
      },
      'request',
    );
  }
}
