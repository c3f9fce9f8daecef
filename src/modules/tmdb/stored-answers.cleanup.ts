import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { StoredAnswersRepository } from './stored-answers.repository.js';

const INTERVAL_MS = 3600 * 1000;
const MAX_AGE_MS = 30 * 24 * 3600 * 1000;
const MAX_BYTES = 256 * 1024 * 1024;

/** Keeps the cache within its bounds, once an hour. Several workers may do so at once. */
@Injectable()
export class StoredAnswersCleanup implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly answers: StoredAnswersRepository,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.run(), INTERVAL_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async run(): Promise<void> {
    try {
      await this.answers.sweep(new Date(Date.now() - MAX_AGE_MS), MAX_BYTES);
    } catch (error) {
      this.logger.warn({ err: error }, 'Old answers of TMDB could not be deleted; the next hour tries again');
    }
  }
}
