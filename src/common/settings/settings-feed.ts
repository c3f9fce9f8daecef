import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Logger } from '../logging/logger.js';
import { REDIS, RedisConnections } from '../redis/redis.module.js';
import { SettingsService } from './settings.service.js';

const CHANNEL = 'sokoul:settings';
/** How long a change may go unnoticed by other processes while Redis is away. */
const POLL_MS = 2000;

/** Brings changes of settings to every process: by Redis at once, and by looking again in case that was lost. */
@Injectable()
export class SettingsFeed implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly settings: SettingsService,
    private readonly connections: RedisConnections,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const subscriber = this.connections.create('settings');
    subscriber.on('message', () => void this.look());
    subscriber.on('ready', () => {
      subscriber.subscribe(CHANNEL).catch((error: unknown) => {
        this.logger.debug({ err: error }, 'Changes of settings are polled');
      });
    });
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** To be called when a change has been committed: it holds here when this resolves, elsewhere within moments. */
  async changed(): Promise<void> {
    await this.look();
    await this.redis
      .publish(CHANNEL, '')
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'Other processes learn of changed settings a little later'),
      );
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => void this.look().finally(() => this.schedule()), POLL_MS);
  }

  /** Never fails: the next look comes soon. */
  private look(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.looking = this.settings.reload().catch((error: unknown) => {
      this.logger.debug({ err: error }, 'Settings could not be read; the last ones go on');
    });
    return this.looking;
  }
}
