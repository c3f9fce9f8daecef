import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Registry } from 'prom-client';
import { Public } from '../../common/access/access.decorators.js';
import { ServerConfig } from '../../common/config/server.config.js';
import { ForbiddenError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';

const digest = (text: string) => createHash('sha256').update(text).digest();
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A request that comes from this machine itself and was not passed on by a proxy. */
function isDirectAndLocal(request: Request): boolean {
  const isForwarded = request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined;
  return !isForwarded && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

@ApiTags('Health')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly registry: Registry,
    private readonly config: ServerConfig,
  ) {}

  @Get()
  @Public()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Prometheus metrics',
    description:
      'Open to direct requests from the same machine; with SOKOUL_METRICS_TOKEN set, to whoever shows that token.',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'Prometheus text format 0.0.4' })
  @ApiErrors(ForbiddenError)
  getMetrics(@Req() request: Request): Promise<string> {
    if (!this.isAllowed(request)) throw new ForbiddenError('Metrics need the metrics token');
    return this.registry.metrics();
  }

  private isAllowed(request: Request): boolean {
    const { metricsToken } = this.config;
    if (metricsToken === undefined) return isDirectAndLocal(request);
    const given = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
    return timingSafeEqual(digest(given), digest(metricsToken));
  }
}
