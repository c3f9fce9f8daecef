import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LimitsRedisModule } from '../limits/limits-redis.module.js';
import { CircuitBreakers } from './circuit-breakers.js';
import { CircuitMetrics } from './circuit-metrics.js';
import { CircuitRecord } from './circuit-record.entity.js';
import { CircuitsRepository } from './circuits.repository.js';
import { Turns } from './turns.js';

/** What calls to outside services go through. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([CircuitRecord]), LimitsRedisModule],
  providers: [CircuitsRepository, CircuitBreakers, CircuitMetrics, Turns],
  exports: [CircuitBreakers, Turns],
})
export class ResilienceModule {}
