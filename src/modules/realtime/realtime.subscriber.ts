import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { z } from 'zod';
import { Logger } from '../../common/logging/logger.js';
import { RedisConnections } from '../../common/redis/redis.module.js';
import { LiveConnections } from './live-connections.js';
import { RealtimeHub } from './realtime-hub.js';
import { ACCESS_CHANGED_CHANNEL, EVERYONE, REALTIME_CHANNEL } from './realtime-message.js';

const Envelope = z.object({
  room: z.union([z.literal(EVERYONE), z.templateLiteral(['user:', z.string()])]),
  message: z.looseObject({ type: z.string() }),
});

/** Hands what any process publishes to the sockets of this one. */
@Injectable()
export class RealtimeSubscriber implements OnApplicationBootstrap {
  constructor(
    private readonly connections: RedisConnections,
    private readonly hub: RealtimeHub,
    private readonly sockets: LiveConnections,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const redis = this.connections.create('realtime');
    redis.on('message', (channel: string, text: string) => {
      if (channel === ACCESS_CHANGED_CHANNEL) void this.sockets.recheck(text);
      else this.receive(text);
    });
    // Each time anew: the client itself renews only a subscription that has succeeded before.
    redis.on('ready', () => {
      redis.subscribe(REALTIME_CHANNEL, ACCESS_CHANGED_CHANNEL).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'Realtime messages wait for Redis');
      });
    });
  }

  private receive(text: string): void {
    const envelope = Envelope.safeParse(JSON.parse(text));
    if (envelope.success) this.hub.send(envelope.data.room, envelope.data.message);
    else this.logger.warn({ issues: envelope.error.issues }, 'Malformed realtime message');
  }
}
