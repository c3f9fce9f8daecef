import { Injectable } from '@nestjs/common';
import type { AttemptCounter, Attempts } from './attempts.js';
import { LimitsRedis } from './limits-redis.js';
import { MemoryAttempts } from './memory-attempts.js';
import { RedisAttempts } from './redis-attempts.js';

/** On Redis for all processes together, in this process while Redis is away. */
@Injectable()
export class SharedAttempts implements Attempts {
  private readonly shared: Attempts;
  private readonly own = new MemoryAttempts();

  constructor(private readonly redis: LimitsRedis) {
    this.shared = new RedisAttempts(redis.client);
  }

  begin(counters: readonly AttemptCounter[], now: number): Promise<number> {
    return this.either((attempts) => attempts.begin(counters, now));
  }

  giveBack(keys: readonly string[]): Promise<void> {
    return this.either((attempts) => attempts.giveBack(keys));
  }

  forget(key: string): Promise<void> {
    return this.either((attempts) => attempts.forget(key));
  }

  remember(key: string, now: number, forMs: number): Promise<void> {
    return this.either((attempts) => attempts.remember(key, now, forMs));
  }

  isKnown(key: string, now: number): Promise<boolean> {
    return this.either((attempts) => attempts.isKnown(key, now));
  }

  private either<T>(work: (attempts: Attempts) => Promise<T>): Promise<T> {
    return this.redis.orInMemory(
      () => work(this.shared),
      () => work(this.own),
    );
  }
}
