import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Logger } from '../logging/logger.js';
import { RedisConnections } from '../redis/redis.module.js';

/** A server that has not answered for so long is taken for gone. */
const ANSWER_TIMEOUT_MS = 1000;
const START_TIMEOUT_MS = 3000;

/**
 * The connection that limits are counted on. Nothing waits for it: without a ready server a command fails at once, so that
 * counting goes on in memory.
 */
@Injectable()
export class LimitsRedis implements OnModuleInit {
  readonly client: Redis;

  constructor(
    connections: RedisConnections,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.client = connections.create('limits', {
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      socketTimeout: ANSWER_TIMEOUT_MS,
    });
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  /** The first requests should already be counted in the right place. */
  async onModuleInit(): Promise<void> {
    if (this.isReady) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, START_TIMEOUT_MS);
      this.client.once('ready', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Works on Redis, else in memory. */
  async orInMemory<T>(onRedis: (client: Redis) => Promise<T>, inMemory: () => Promise<T>): Promise<T> {
    if (!this.isReady) return inMemory();
    try {
      return await onRedis(this.client);
    } catch (error) {
      this.logger.debug({ err: error }, 'Counting in memory');
      return inMemory();
    }
  }
}
