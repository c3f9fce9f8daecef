import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService } from '@nestjs/terminus';
import { z } from 'zod';
import { HealthIndicators } from './health.indicators.js';
import { HealthStatus } from './health.response.js';
import type { HealthComponents } from './health.response.js';

const Details = z.object({
  status: z.string(),
  details: z.record(z.string(), z.object({ status: z.enum(['up', 'down']) })),
});
type Details = z.infer<typeof Details>;

const statusOf = ({ details }: Details, key: string): HealthStatus =>
  details[key]?.status === 'up' ? HealthStatus.Healthy : HealthStatus.Unhealthy;

export interface HealthReport {
  readonly status: HealthStatus;
  readonly components: HealthComponents;
}

@Injectable()
export class HealthService {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicators,
  ) {}

  /** Asks every component. Unhealthy too while the process shuts down, so that balancers turn away. */
  async report(): Promise<HealthReport> {
    const result = await this.check();
    const components: HealthComponents = {
      api: result.status === 'shutting_down' ? HealthStatus.Unhealthy : HealthStatus.Healthy,
      database: statusOf(result, 'database'),
      cache: statusOf(result, 'cache'),
      message_queue: statusOf(result, 'message_queue'),
    };
    const isHealthy = Object.values(components).every((status) => status === HealthStatus.Healthy);
    return { status: isHealthy ? HealthStatus.Healthy : HealthStatus.Unhealthy, components };
  }

  private async check(): Promise<Details> {
    const { database, cache, messageQueue } = this.indicators;
    try {
      return Details.parse(await this.checks.check([database, cache, messageQueue]));
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return Details.parse(error.getResponse());
      throw error;
    }
  }
}
