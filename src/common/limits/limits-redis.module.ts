import { Module } from '@nestjs/common';
import { LimitsRedis } from './limits-redis.js';

/** One connection for all that is counted. */
@Module({ providers: [LimitsRedis], exports: [LimitsRedis] })
export class LimitsRedisModule {}
