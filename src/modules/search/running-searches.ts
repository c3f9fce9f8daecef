import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../common/logging/logger.js';
import { RedisConnections } from '../../common/redis/redis.module.js';
import { SEARCH_CANCELLED_CHANNEL } from './search-nudges.js';

/** Somebody cancelled the search: its row says so already. */
export class SearchCancelledError extends Error {}

/** One provider's part of a search while this worker is at it. */
export interface Presence {
  /** Aborts with `SearchCancelledError`. */
  readonly signal: AbortSignal;
  leave(): void;
}

/** The searches that this worker is at, so that a cancelled one stops at once. */
@Injectable()
export class RunningSearches implements OnApplicationBootstrap {
  private readonly present = new Map<string, Set<AbortController>>();

  constructor(
    private readonly connections: RedisConnections,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const redis = this.connections.create('searches');
    redis.on('message', (_channel: string, searchId: string) => this.stop(searchId));
    redis.on('ready', () => {
      redis.subscribe(SEARCH_CANCELLED_CHANNEL).catch((error: unknown) => {
        this.logger.debug({ err: error }, 'Nudges wait for Redis');
      });
    });
  }

  /** To be called before the row is read: what is cancelled after that is heard of. */
  enter(searchId: string): Presence {
    const controller = new AbortController();
    const controllers = this.present.get(searchId) ?? new Set();
    controllers.add(controller);
    this.present.set(searchId, controllers);
    const leave = (): void => {
      controllers.delete(controller);
      if (controllers.size === 0 && this.present.get(searchId) === controllers) this.present.delete(searchId);
    };
    return { signal: controller.signal, leave };
  }

  private stop(searchId: string): void {
    const reason = new SearchCancelledError('The search was cancelled');
    for (const controller of this.present.get(searchId) ?? []) controller.abort(reason);
  }
}
