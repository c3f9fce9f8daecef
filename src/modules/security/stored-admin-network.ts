import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { AdminNetwork } from '../../common/access/admin-network.js';
import type { AdminOrigin } from '../../common/access/admin-network.js';
import { Logger } from '../../common/logging/logger.js';
import { REDIS, RedisConnections } from '../../common/redis/redis.module.js';
import { SETTINGS } from '../../common/settings/settings.js';
import { SettingsService } from '../../common/settings/settings.service.js';
import { AddressList } from './address-list.js';
import { AdminIpRulesRepository } from './admin-ip-rules.repository.js';

const CHANNEL = 'sokoul:admin-ip-rules';
/** How long a change may go unnoticed by other processes while Redis is away. */
const MAX_AGE_MS = 2000;

interface Reading {
  readonly list: Promise<AddressList>;
  readonly readAt: number;
}

/** The stored list, read again when any process says that it changed. */
@Injectable()
export class StoredAdminNetwork extends AdminNetwork implements OnApplicationBootstrap {
  private reading: Reading | null = null;

  constructor(
    private readonly rules: AdminIpRulesRepository,
    private readonly settings: SettingsService,
    private readonly connections: RedisConnections,
    @Inject(REDIS) private readonly redis: Redis,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const subscriber = this.connections.create('admin-ip-rules');
    subscriber.on('message', () => this.forget());
    subscriber
      .subscribe(CHANNEL)
      .catch((error: unknown) => this.logger.warn({ err: error }, 'Not subscribed'));
  }

  get isEnforced(): boolean {
    return this.settings.get(SETTINGS.security.admin_ip_rules_enabled);
  }

  async allows(origin: AdminOrigin): Promise<boolean> {
    if (!this.isEnforced) return true;
    return (await this.current()).allows(origin);
  }

  /** To be called when a change has been committed: from then on it holds, here at once and elsewhere within moments. */
  async changed(): Promise<void> {
    this.forget();
    await this.redis
      .publish(CHANNEL, '')
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'Other processes learn of it a little later'),
      );
  }

  private forget(): void {
    this.reading = null;
  }

  private current(): Promise<AddressList> {
    const now = performance.now();
    if (!this.reading || now - this.reading.readAt > MAX_AGE_MS) {
      this.reading = { list: this.rules.allCidrs().then((cidrs) => AddressList.of(cidrs)), readAt: now };
      this.reading.list.catch(() => this.forget());
    }
    return this.reading.list;
  }
}
