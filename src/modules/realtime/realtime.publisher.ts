import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Logger } from '../../common/logging/logger.js';
import { REDIS } from '../../common/redis/redis.module.js';
import { REALTIME_CHANNEL } from './realtime-message.js';
import type { RealtimeEnvelope, RealtimeMessage, Room } from './realtime-message.js';

/** Sends messages to the sockets of one person, on whichever API process they are. */
@Injectable()
export class RealtimePublisher {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Never fails: a message that can't be sent is one that a client reads by asking again. */
  async publish(room: Room, message: RealtimeMessage): Promise<void> {
    const envelope: RealtimeEnvelope = { room, message };
    try {
      await this.redis.publish(REALTIME_CHANNEL, JSON.stringify(envelope));
    } catch (error) {
      this.logger.debug({ err: error, type: message.type }, 'Realtime message dropped');
    }
  }
}
