import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Queue, QueueOptions } from 'bull';
import { Redis } from 'ioredis';
import { RedisConfig } from '../config/redis.config.js';

type ConnectionKind = 'client' | 'subscriber' | 'bclient';

/**
 * Redis for the queues of this process: commands and subscriptions share a connection each, and every queue blocks on
 * one of its own. Bull never closes connections that it was given, so that is done here, after the queues.
 */
@Injectable()
export class QueueConnections implements OnApplicationShutdown {
  private readonly open: Redis[] = [];
  private readonly shared = new Map<ConnectionKind, Redis>();
  private readonly queues: Queue[] = [];

  constructor(private readonly config: RedisConfig) {}

  readonly create: NonNullable<QueueOptions['createClient']> = (kind) => {
    if (kind === 'bclient') return this.connect();
    const known = this.shared.get(kind) ?? this.connect();
    this.shared.set(kind, known);
    return known;
  };

  /** A queue whose end is waited for. */
  adopt(queue: Queue): void {
    this.queues.push(queue);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.close()));
    for (const connection of this.open) connection.disconnect();
  }

  private connect(): Redis {
    if (this.config.url === undefined) throw new Error('REDIS_URL is not set');
    const connection = new Redis(this.config.url, {
      // Bull asks for both of its blocking connections.
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      connectionName: 'sokoul-queue',
    });
    // Every queue listens on the connections that it shares.
    connection.setMaxListeners(0);
    this.open.push(connection);
    return connection;
  }
}
