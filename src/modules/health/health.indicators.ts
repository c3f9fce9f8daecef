import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { Logger } from '../../common/logging/logger.js';
import { InjectJobQueue } from '../../common/queue/inject-job-queue.js';
import { JobQueue } from '../../common/queue/job-queue.js';
import { REDIS } from '../../common/redis/redis.module.js';

const PROBE_TIMEOUT_MS = 2000;
export const HEALTH_QUEUE = 'health-probe';

async function within(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PROBE_TIMEOUT_MS} ms`)), PROBE_TIMEOUT_MS);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Asks each part that the API stands on; two seconds without an answer is down. */
@Injectable()
export class HealthIndicators {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly dataSource: DataSource,
    @Inject(REDIS) private readonly redis: Redis,
    @InjectJobQueue(HEALTH_QUEUE) private readonly queue: JobQueue<Record<string, never>>,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  database = (): Promise<HealthIndicatorResult<'database'>> =>
    this.probe('database', () => this.dataSource.query('SELECT 1'));

  cache = (): Promise<HealthIndicatorResult<'cache'>> => this.probe('cache', () => this.redis.ping());

  messageQueue = (): Promise<HealthIndicatorResult<'message_queue'>> =>
    this.probe('message_queue', () => this.queue.ping());

  private async probe<Key extends string>(
    key: Key,
    ask: () => Promise<unknown>,
  ): Promise<HealthIndicatorResult<Key>> {
    const indicator = this.indicators.check(key);
    try {
      await within(ask());
      return indicator.up();
    } catch (error) {
      this.logger.warn({ err: error, component: key }, 'A component does not answer its health probe');
      return indicator.down();
    }
  }
}
