import { BullModule, getQueueToken } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Queue } from 'bull';
import { RedisConfig } from '../config/redis.config.js';
import { JobQueue } from './job-queue.js';
import { queueOptions } from './queue-options.js';

export const jobQueueToken = (name: string): string => `JobQueue:${name}`;

/** Queues on Bull. `register` gives a module the sending end of the queues that it names. */
@Module({})
export class QueueModule {
  static forRoot(): DynamicModule {
    const bull = BullModule.forRootAsync({
      inject: [RedisConfig],
      useFactory: ({ url }: RedisConfig) => {
        if (url === undefined) throw new Error('REDIS_URL is not set');
        return queueOptions(url);
      },
    });
    return { module: QueueModule, imports: [bull], global: true };
  }

  static register(...names: string[]): DynamicModule {
    const bull = BullModule.registerQueue(...names.map((name) => ({ name })));
    const providers = names.map((name) => ({
      provide: jobQueueToken(name),
      inject: [getQueueToken(name)],
      useFactory: (queue: Queue<object>) => new JobQueue(queue),
    }));
    return { module: QueueModule, imports: [bull], providers, exports: [bull, ...providers] };
  }
}
