import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminNetwork } from '../../common/access/admin-network.js';
import { AdminIpRule } from './admin-ip-rule.entity.js';
import { AdminIpRulesRepository } from './admin-ip-rules.repository.js';
import { AdminIpRulesService } from './admin-ip-rules.service.js';
import { StoredAdminNetwork } from './stored-admin-network.js';
import { WhitelistController } from './whitelist.controller.js';

/** Global because the gate in front of every route asks it. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AdminIpRule])],
  controllers: [WhitelistController],
  providers: [
    AdminIpRulesRepository,
    AdminIpRulesService,
    StoredAdminNetwork,
    { provide: AdminNetwork, useExisting: StoredAdminNetwork },
  ],
  exports: [AdminNetwork, AdminIpRulesService],
})
export class SecurityModule {}
