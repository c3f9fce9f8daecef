import { BullModule, getQueueToken } from '@nestjs/bull';
import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Queue } from 'bull';
import { JobQueue } from './job-queue.js';
import { QueueConnections } from './queue-connections.js';
import { queueOptions } from './queue-options.js';

export const jobQueueToken = (name: string): string => `JobQueue:${name}`;

@Global()
@Module({ providers: [QueueConnections], exports: [QueueConnections] })
class QueueConnectionsModule {}

/** Queues on Bull. `register` gives a module the sending end of the queues that it names. */
@Module({})
export class QueueModule {
  static forRoot(): DynamicModule {
    const bull = BullModule.forRootAsync({ inject: [QueueConnections], useFactory: queueOptions });
    return { module: QueueModule, imports: [QueueConnectionsModule, bull], global: true };
  }

  static register(...names: string[]): DynamicModule {
    const bull = BullModule.registerQueue(...names.map((name) => ({ name })));
    const providers = names.map((name) => ({
      provide: jobQueueToken(name),
      inject: [getQueueToken(name), QueueConnections],
      useFactory: (queue: Queue<object>, connections: QueueConnections) => {
        connections.adopt(queue);
        return new JobQueue(queue);
      },
    }));
    return { module: QueueModule, imports: [bull], providers, exports: [bull, ...providers] };
  }
}
