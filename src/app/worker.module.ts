import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { EventRelayModule } from '../common/events/events.module.js';
import { AuditWorkerModule } from '../modules/audit/index.js';
import { AuthWorkerModule } from '../modules/auth/index.js';
import { DownloadsWorkerModule } from '../modules/downloads/index.js';
import { MediaWorkerModule } from '../modules/media/index.js';
import { SearchWorkerModule } from '../modules/search/index.js';
import { ServicesWorkerModule } from '../modules/services/index.js';
import { StreamingWorkerModule } from '../modules/streaming/index.js';
import { TmdbWorkerModule } from '../modules/tmdb/index.js';
import { foundation } from './foundation.js';
import type { ProcessParts } from './foundation.js';

/** Processors, reconcilers and the event relay. Any number of these may run. */
@Module({})
export class WorkerModule {
  static compose(parts: ProcessParts): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ...foundation(parts),
        AuditWorkerModule,
        AuthWorkerModule,
        SearchWorkerModule,
        MediaWorkerModule,
        ServicesWorkerModule,
        DownloadsWorkerModule,
        StreamingWorkerModule,
        TmdbWorkerModule,
        EventRelayModule,
      ],
    };
  }
}
