import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Authenticated, Public } from '../../common/access/access.decorators.js';
import { VERSION } from '../../common/version.js';
import { DeepHealthResponse, HealthResponse, HealthStatus } from './health.response.js';
import { HealthService } from './health.service.js';

const now = () => new Date().toISOString();

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Whether this process answers' })
  @ApiOkResponse({ type: HealthResponse, description: 'It does' })
  getHealth(): HealthResponse {
    return { status: HealthStatus.Healthy, version: VERSION, timestamp: now() };
  }

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Liveness probe: restart the process when this fails' })
  @ApiOkResponse({ type: HealthResponse, description: 'The event loop turns' })
  getLiveness(): HealthResponse {
    return this.getHealth();
  }

  @Get('ready')
  @Public()
  @ApiOperation({ summary: 'Readiness probe: send no requests here while this fails' })
  @ApiOkResponse({ type: HealthResponse, description: 'Every component answers' })
  @ApiResponse({
    status: HttpStatus.SERVICE_UNAVAILABLE,
    type: HealthResponse,
    description: 'A component is away, or the process shuts down',
  })
  async getReadiness(@Res({ passthrough: true }) response: Response): Promise<HealthResponse> {
    const { status } = await this.health.report();
    if (status === HealthStatus.Unhealthy) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status, version: VERSION, timestamp: now() };
  }

  @Get('deep')
  @Authenticated()
  @ApiOperation({ summary: 'State of every component' })
  @ApiOkResponse({ type: DeepHealthResponse, description: 'All components are healthy' })
  @ApiResponse({
    status: HttpStatus.SERVICE_UNAVAILABLE,
    type: DeepHealthResponse,
    description: 'At least one is not',
  })
  async getDeepHealth(@Res({ passthrough: true }) response: Response): Promise<DeepHealthResponse> {
    const { status, components } = await this.health.report();
    if (status === HealthStatus.Unhealthy) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status, components, timestamp: now() };
  }
}
