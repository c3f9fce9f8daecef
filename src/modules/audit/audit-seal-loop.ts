import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { AuditSealer } from './audit-sealer.js';

const INTERVAL_MS = 1000;
const RETRY_MS = 30_000;

/** Seals every second. Polls, because a NOTIFY of every writer would make their commits wait for each other. */
@Injectable()
export class AuditSealLoop implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly sealer: AuditSealer,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule(INTERVAL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.run();
    }, delayMs);
  }

  private async run(): Promise<void> {
    try {
      await this.sealer.sealIfFree();
      this.schedule(INTERVAL_MS);
    } catch (error) {
      this.logger.error({ err: error }, 'Audit rows wait to be sealed');
      this.schedule(RETRY_MS);
    }
  }
}
