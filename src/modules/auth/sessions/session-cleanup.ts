import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { Logger } from '../../../common/logging/logger.js';

const INTERVAL_MS = 3600 * 1000;

/** What no answer depends on any more: expired tokens are refused whether they are known or not. */
const STATEMENTS = [
  `DELETE FROM refresh_token WHERE expires_at < now() - interval '1 day'`,
  `DELETE FROM remember_token WHERE expires_at < now() - interval '1 day'`,
  `DELETE FROM plex_pin WHERE expires_at < now() - interval '1 hour'`,
  `DELETE FROM oidc_sign_in WHERE expires_at < now() - interval '1 hour'`,
  `DELETE FROM auth_session WHERE LEAST(expires_at, revoked_at) < now() - interval '30 days'`,
];

/** Deletes sessions and tokens that have ended, once an hour. Several workers may do so at once. */
@Injectable()
export class SessionCleanup implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly uow: UnitOfWork,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.runAndLog(), INTERVAL_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    for (const statement of STATEMENTS) await this.uow.manager.query(statement);
  }

  private async runAndLog(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn({ err: error }, 'Ended sessions could not be deleted; the next hour tries again');
    }
  }
}
