import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Registry } from 'prom-client';
import { Public } from '../../common/access/access.decorators.js';
import { ServerConfig } from '../../common/config/server.config.js';
import { ForbiddenError, UnauthorizedError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { isDirectAndLocal } from '../../common/http/direct-request.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

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
  @ApiErrors(UnauthorizedError, ForbiddenError)
  getMetrics(@Req() request: Request): Promise<string> {
    this.refuseStrangers(request);
    return this.registry.metrics();
  }

  private refuseStrangers(request: Request): void {
    const { metricsToken } = this.config;
    if (metricsToken === undefined) {
      if (isDirectAndLocal(request)) return;
      throw new ForbiddenError(
        'Metrics are open to this machine only; set SOKOUL_METRICS_TOKEN to read them from elsewhere',
      );
    }
    const given = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), digest(metricsToken)))
      throw new UnauthorizedError('Metrics need the metrics token');
  }
}
