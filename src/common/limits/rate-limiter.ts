import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance } from '../config/rate-limits.js';
import type { LimitsRedis } from './limits-redis.js';

/** Where a caller stands with one allowance after a request. */
export interface Standing {
  readonly limit: number;
  readonly remaining: number;
  readonly waitMs: number;
  readonly isExceeded: boolean;
}

/** Counts requests of one kind per key: on Redis for all processes together, in this process while Redis is away. */
export class RateLimiter {
  private readonly counter: RateLimiterRedis;

  constructor(
    name: string,
    private readonly allowance: Allowance,
    redis: LimitsRedis,
  ) {
    const counting = { points: allowance.requests, duration: allowance.seconds };
    this.counter = new RateLimiterRedis({
      ...counting,
      storeClient: redis.client,
      rejectIfRedisNotReady: true,
      keyPrefix: `sokoul:limit:${name}`,
      insuranceLimiter: new RateLimiterMemory(counting),
    });
  }

  isFor({ requests, seconds }: Allowance): boolean {
    return requests === this.allowance.requests && seconds === this.allowance.seconds;
  }

  async take(key: string): Promise<Standing> {
    try {
      return this.standing(await this.counter.consume(key), false);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return this.standing(refusal, true);
      throw refusal;
    }
  }

  private standing({ remainingPoints, msBeforeNext }: RateLimiterRes, isExceeded: boolean): Standing {
    const { requests, seconds } = this.allowance;
    const waitMs = msBeforeNext >= 0 ? msBeforeNext : seconds * 1000;
    return { limit: requests, remaining: remainingPoints, waitMs, isExceeded };
  }
}
