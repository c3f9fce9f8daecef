import { Global, Inject, Injectable, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { RedisConfig } from '../config/redis.config.js';
import { Logger } from '../logging/logger.js';

/** One more connection for those who need their own, such as a subscriber. Fails fast while Redis is away. */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly open: Redis[] = [];

  constructor(
    private readonly config: RedisConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  create(purpose: string, options: RedisOptions = {}): Redis {
    if (this.config.url === undefined) throw new Error('REDIS_URL is not set');
    const redis = new Redis(this.config.url, {
      connectionName: `sokoul-${purpose}`,
      maxRetriesPerRequest: 1,
      connectTimeout: 3000,
      retryStrategy: (attempt) => Math.min(100 * 2 ** attempt, 2000),
      ...options,
    });
    let isDown = false;
    redis.on('ready', () => (isDown = false));
    redis.on('error', (error: Error) => {
      if (!isDown) this.logger.warn({ purpose, reason: error.message }, 'Redis does not answer');
      isDown = true;
    });
    this.open.push(redis);
    return redis;
  }

  onApplicationShutdown(): void {
    for (const redis of this.open) redis.disconnect();
  }
}

/** The shared connection for plain commands. */
export const REDIS = Symbol('REDIS');

@Global()
@Module({
  providers: [
    RedisConnections,
    {
      provide: REDIS,
      inject: [RedisConnections],
      useFactory: (connections: RedisConnections) => connections.create('commands'),
    },
  ],
  exports: [RedisConnections, REDIS],
})
export class RedisModule {}
