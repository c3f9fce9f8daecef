import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ResilienceConfig } from '../../common/config/resilience.config.js';
import { Logger } from '../../common/logging/logger.js';
import type { OutsideService } from './outside-service.js';
import { ServiceChecks } from './service-checks.service.js';
import { ServiceHealthRepository } from './service-health.repository.js';
import { ServiceRegistry } from './service-registry.js';

const LOOK_EVERY_MS = 5000;

/** Looks every few seconds which services are due for a health check. Each worker does; the rows decide who checks. */
@Injectable()
export class ServiceMonitor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly shutdown = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly registry: ServiceRegistry,
    private readonly healths: ServiceHealthRepository,
    private readonly checks: ServiceChecks,
    private readonly config: ResilienceConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.checkSeconds > 0) this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.shutdown.abort(new Error('This worker is stopping'));
    await this.running;
  }

  /** Checks what is due now. */
  async checkDue(): Promise<void> {
    const services = this.registry.list().filter((service) => service.isConfigured());
    const known = await this.healths.listOf(services.map(({ name }) => name));
    const waiting = new Set(
      known.filter(({ nextCheckAt }) => nextCheckAt > new Date()).map(({ name }) => name),
    );
    await Promise.all(
      services.filter(({ name }) => !waiting.has(name)).map((service) => this.check(service)),
    );
  }

  private async check(service: OutsideService): Promise<void> {
    try {
      await this.checks.checkIfDue(service, this.shutdown.signal);
    } catch (error) {
      if (this.shutdown.signal.aborted) return;
      this.logger.warn({ err: error, service: service.name }, 'A service could not be checked');
    }
  }

  private schedule(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.running = this.round();
    }, delayMs);
  }

  private async round(): Promise<void> {
    try {
      await this.checkDue();
    } catch (error) {
      this.logger.warn({ err: error }, 'Services could not be checked; trying again');
    }
    if (!this.shutdown.signal.aborted) this.schedule(LOOK_EVERY_MS);
  }
}
