import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ServiceChecks } from './service-checks.service.js';
import { ServiceHealth } from './service-health.entity.js';
import { ServiceHealthRepository } from './service-health.repository.js';
import { ServiceMonitor } from './service-monitor.js';
import { ServiceRegistry } from './service-registry.js';
import { ServiceStatusListener } from './service-status.listener.js';
import { ServicesController } from './services.controller.js';
import { ServicesService } from './services.service.js';

/** What is known of outside services. Modules that use one import this and register it. */
@Module({
  imports: [TypeOrmModule.forFeature([ServiceHealth])],
  controllers: [ServicesController],
  providers: [ServiceRegistry, ServiceHealthRepository, ServicesService],
  exports: [ServiceRegistry, ServiceHealthRepository, ServicesService],
})
export class ServicesModule {}

/** Checks the services, and tells of changes. */
@Module({
  imports: [ServicesModule],
  providers: [ServiceChecks, ServiceMonitor, ServiceStatusListener],
})
export class ServicesWorkerModule {}
