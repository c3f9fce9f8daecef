import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Logger } from '../../common/logging/logger.js';
import { REDIS } from '../../common/redis/redis.module.js';

/** Its messages are ids of searches that have been cancelled. */
export const SEARCH_CANCELLED_CHANNEL = 'sokoul:search-cancelled';

/** Tells workers at once that nobody wants a search any more. */
@Injectable()
export class SearchNudges {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Never fails: a worker that misses it stops at the next portion, or at the deadline. */
  async cancelled(searchId: string): Promise<void> {
    try {
      await this.redis.publish(SEARCH_CANCELLED_CHANNEL, searchId);
    } catch (error) {
      this.logger.debug({ err: error, search_id: searchId }, 'The nudge was lost');
    }
  }
}
