import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Logger } from '../../../common/logging/logger.js';
import { LibraryChecksums } from './checksums/library-checksums.service.js';
import { LibraryLeftovers } from './library-leftovers.service.js';

const INTERVAL_MS = 15 * 60 * 1000;

/** Finds again what a crash or a lost queue has left undone: files to delete, checksums to compute. */
@Injectable()
export class LibraryUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly leftovers: LibraryLeftovers,
    private readonly checksums: LibraryChecksums,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const look = () => (this.running = this.look());
    this.timer = setInterval(() => void look(), INTERVAL_MS);
    void look();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      await this.leftovers.sweep();
      await this.checksums.sweep();
    } catch (error) {
      this.logger.warn({ err: error }, 'The library could not be looked after; trying again later');
    }
  }
}
