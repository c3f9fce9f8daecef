import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { DownloadsModule } from '../downloads/index.js';
import { SearchModule } from '../search/index.js';
import { SecurityModule } from '../security/index.js';
import { SystemConfigController } from './config/system-config.controller.js';
import { SystemConfigService } from './config/system-config.service.js';
import { OwnedRecordsRepository } from './users/owned-records.repository.js';
import { UserDeletionService } from './users/user-deletion.service.js';
import { UserRemovalController } from './users/user-removal.controller.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';

@Module({
  imports: [AuthModule, SecurityModule, DownloadsModule, SearchModule],
  controllers: [UsersController, UserRemovalController, SystemConfigController],
  providers: [UsersService, UserDeletionService, OwnedRecordsRepository, SystemConfigService],
  exports: [UsersService, UserDeletionService, SystemConfigService],
})
export class AdminModule {}
