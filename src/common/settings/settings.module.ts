import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config/load-config.js';
import { Logger } from '../logging/logger.js';
import { SettingsFeed } from './settings-feed.js';
import { SettingsService } from './settings.service.js';
import { StoredSetting } from './stored-setting.entity.js';
import { StoredSettings } from './stored-settings.repository.js';

/** What administrators may change while the system runs; loaded before anything that depends on it is made. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([StoredSetting])],
  providers: [
    StoredSettings,
    SettingsFeed,
    {
      provide: SettingsService,
      inject: [StoredSettings, Config, Logger],
      useFactory: (stored: StoredSettings, config: Config, logger: Logger) =>
        SettingsService.open(stored, config, logger),
    },
  ],
  exports: [StoredSettings, SettingsFeed, SettingsService],
})
export class SettingsModule {}
