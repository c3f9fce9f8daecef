import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Logger } from '../../../common/logging/logger.js';
import { RedisConnections } from '../../../common/redis/redis.module.js';
import { NUDGE_CHANNEL } from '../download-nudges.js';
import { DownloadRunner } from './download-runner.js';

const Nudge = z
  .string()
  .transform((text, context) => {
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      context.addIssue('not JSON');
      return z.NEVER;
    }
  })
  .pipe(z.object({ download_id: z.uuid() }));

/** Hears at once that an owner wants something else. While Redis is away, the renewal of the lease tells it instead. */
@Injectable()
export class NudgeListener {
  constructor(
    private readonly connections: RedisConnections,
    private readonly runner: DownloadRunner,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  start(): void {
    const redis = this.connections.create('downloads');
    redis.on('message', (_channel: string, text: string) => this.receive(text));
    redis.on('ready', () => {
      redis.subscribe(NUDGE_CHANNEL).catch((error: unknown) => {
        this.logger.debug({ err: error }, 'Nudges wait for Redis');
      });
    });
  }

  private receive(text: string): void {
    const nudge = Nudge.safeParse(text);
    if (!nudge.success) {
      this.logger.warn({ issues: nudge.error.issues }, 'Malformed nudge');
      return;
    }
    this.runner.look(nudge.data.download_id).catch((error: unknown) => {
      this.logger.debug({ err: error }, 'The reconciler will look again');
    });
  }
}
