import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessDenials } from '../../common/access/access-denials.js';
import { AuditAccessDenials } from './audit-access-denials.js';
import { AuditAnchor } from './audit-anchor.js';
import { AuditHead, AuditPending, AuditSeal } from './audit-chain.entities.js';
import { AuditChainRepository } from './audit-chain.repository.js';
import { AuditEndAcceptance } from './audit-end-acceptance.js';
import { AuditExport } from './audit-export.js';
import { AuditLog } from './audit-log.js';
import { AuditLogsController } from './audit-logs.controller.js';
import { AuditLogsService } from './audit-logs.service.js';
import { AuditRecord } from './audit-record.entity.js';
import { AuditRecordsRepository } from './audit-records.repository.js';
import { AuditSealLoop } from './audit-seal-loop.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditVerifier } from './audit-verifier.js';

/** Global because every module that changes something writes to the trail. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AuditRecord, AuditPending, AuditSeal, AuditHead])],
  controllers: [AuditLogsController],
  providers: [
    AuditLog,
    AuditLogsService,
    AuditRecordsRepository,
    AuditChainRepository,
    AuditAnchor,
    AuditSealer,
    AuditVerifier,
    AuditExport,
    AuditEndAcceptance,
    { provide: AccessDenials, useClass: AuditAccessDenials },
  ],
  exports: [AuditLog, AuditSealer, AuditVerifier, AccessDenials],
})
export class AuditModule {}

/** The sealing loop, for the worker. */
@Module({ imports: [AuditModule], providers: [AuditSealLoop] })
export class AuditWorkerModule {}
