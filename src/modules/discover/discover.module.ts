import { Module } from '@nestjs/common';
import { MediaModule } from '../media/index.js';
import { TmdbModule } from '../tmdb/index.js';
import { AvailabilitySources } from './availability-sources.js';
import { DiscoverController } from './discover.controller.js';
import { DiscoverService } from './discover.service.js';

@Module({
  imports: [MediaModule, TmdbModule],
  controllers: [DiscoverController],
  providers: [DiscoverService, AvailabilitySources],
  exports: [DiscoverService, AvailabilitySources],
})
export class DiscoverModule {}
