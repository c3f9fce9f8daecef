import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { DatabaseConfig } from '../config/database.config.js';
import { Logger } from '../logging/logger.js';
import { OUTBOX_CHANNEL } from './outbox.js';

const RETRY_MS = 2000;

/** Hears at once of new outbox rows (LISTEN/NOTIFY). While it is deaf, the relay's polling goes on. */
@Injectable()
export class OutboxListener {
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly config: DatabaseConfig,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async start(onEvent: () => void): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.url, application_name: 'sokoul-outbox' });
    this.client = client;
    client.on('notification', onEvent);
    client.on('error', (error) => this.reconnect(error, onEvent));
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
    } catch (error) {
      this.reconnect(error, onEvent);
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.retry);
    await this.client?.end();
  }

  private reconnect(error: unknown, onEvent: () => void): void {
    this.client?.removeAllListeners('error').on('error', () => undefined);
    this.client = undefined;
    if (this.isStopped || this.retry) return;
    this.logger.warn({ err: error }, 'Lost the outbox listener; events are polled until it is back');
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.start(onEvent);
    }, RETRY_MS);
  }
}
