import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Logger } from '../../common/logging/logger.js';
import { REDIS } from '../../common/redis/redis.module.js';
import { ACCESS_CHANGED_CHANNEL, REALTIME_CHANNEL } from './realtime-message.js';
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
    await this.send(REALTIME_CHANNEL, JSON.stringify(envelope));
  }

  /** Several messages in this order, in one go. Never fails, as `publish`. */
  async publishAll(room: Room, messages: readonly RealtimeMessage[]): Promise<void> {
    const pipeline = this.redis.pipeline();
    for (const message of messages) {
      const envelope: RealtimeEnvelope = { room, message };
      pipeline.publish(REALTIME_CHANNEL, JSON.stringify(envelope));
    }
    try {
      if (messages.length > 0) await pipeline.exec();
    } catch (error) {
      this.logger.debug({ err: error, channel: REALTIME_CHANNEL }, 'Realtime messages dropped');
    }
  }

  /**
   * Has every API process close those sockets of a person whose session, key or account is no longer good. Call it
   * after commit. Never fails: each socket is looked at again with its heartbeat anyway.
   */
  async accessChanged(userId: string): Promise<void> {
    await this.send(ACCESS_CHANGED_CHANNEL, userId);
  }

  private async send(channel: string, text: string): Promise<void> {
    try {
      await this.redis.publish(channel, text);
    } catch (error) {
      this.logger.debug({ err: error, channel }, 'Realtime message dropped');
    }
  }
}
