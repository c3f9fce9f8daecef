import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { HttpModule } from '../common/http/http.module.js';
import { AdminModule } from '../modules/admin/index.js';
import { AuthModule, ExternalSignInModule } from '../modules/auth/index.js';
import { DiscoverModule } from '../modules/discover/index.js';
import { DownloadsModule } from '../modules/downloads/index.js';
import { HealthModule } from '../modules/health/index.js';
import { MediaModule } from '../modules/media/index.js';
import { RealtimeGatewayModule } from '../modules/realtime/index.js';
import { SearchModule } from '../modules/search/index.js';
import { SecurityModule } from '../modules/security/index.js';
import { ServicesModule } from '../modules/services/index.js';
import { StreamingModule } from '../modules/streaming/index.js';
import { foundation } from './foundation.js';
import type { ProcessParts } from './foundation.js';

/** HTTP and WebSocket. Stateless: any number of these may run. */
@Module({})
export class ApiModule {
  static compose(parts: ProcessParts): DynamicModule {
    const domains = [
      AuthModule,
      ExternalSignInModule,
      SecurityModule,
      SearchModule,
      ServicesModule,
      MediaModule,
      DiscoverModule,
      DownloadsModule,
      StreamingModule,
    ];
    return {
      module: ApiModule,
      imports: [
        ...foundation(parts),
        HttpModule,
        ...domains,
        AdminModule,
        RealtimeGatewayModule,
        HealthModule,
      ],
    };
  }
}
