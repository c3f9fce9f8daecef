import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { QueueModule } from '../../common/queue/queue.module.js';
import { HealthController } from './health.controller.js';
import { HEALTH_QUEUE, HealthIndicators } from './health.indicators.js';
import { HealthService } from './health.service.js';
import { MetricsController } from './metrics.controller.js';

@Module({
  imports: [TerminusModule.forRoot({ logger: false }), QueueModule.register(HEALTH_QUEUE)],
  controllers: [HealthController, MetricsController],
  providers: [HealthIndicators, HealthService],
})
export class HealthModule {}
