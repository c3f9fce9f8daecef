import type { DynamicModule, Type } from '@nestjs/common';
import { ConfigModule } from '../common/config/config.module.js';
import type { Config } from '../common/config/load-config.js';
import { CryptoModule } from '../common/crypto/crypto.module.js';
import { DatabaseModule } from '../common/database/database.module.js';
import { EventsModule } from '../common/events/events.module.js';
import { FetchModule } from '../common/fetch/fetch.module.js';
import type { Logger } from '../common/logging/logger.js';
import { LoggingModule } from '../common/logging/logging.module.js';
import { MetricsModule } from '../common/metrics/metrics.module.js';
import { QueueModule } from '../common/queue/queue.module.js';
import { RedisModule } from '../common/redis/redis.module.js';
import { ResilienceModule } from '../common/resilience/resilience.module.js';
import { SettingsModule } from '../common/settings/settings.module.js';
import { AuditModule } from '../modules/audit/index.js';
import { RealtimeModule } from '../modules/realtime/index.js';

/** What a process is composed with. */
export interface ProcessParts {
  readonly config: Config;
  readonly logger: Logger;
}

/** What every process stands on. */
export function foundation({ config, logger }: ProcessParts): (DynamicModule | Type)[] {
  return [
    ConfigModule.forRoot(config),
    LoggingModule.forRoot(logger),
    CryptoModule,
    MetricsModule,
    DatabaseModule,
    RedisModule,
    QueueModule.forRoot(),
    EventsModule,
    FetchModule,
    SettingsModule,
    ResilienceModule,
    AuditModule,
    RealtimeModule,
  ];
}
