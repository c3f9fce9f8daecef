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
  /** The same for all parts of the search that this worker is at. */
  readonly progress: SearchProgress;
  leave(): void;
}

/** How far a search has come in this worker. */
export interface SearchProgress {
  /** Whether the searcher has been told of anything. */
  hasTold: boolean;
}

interface Present {
  readonly controllers: Set<AbortController>;
  readonly progress: SearchProgress;
}

/** The searches that this worker is at, so that a cancelled one stops at once. */
@Injectable()
export class RunningSearches implements OnApplicationBootstrap {
  private readonly present = new Map<string, Present>();

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
    const present = this.present.get(searchId) ?? { controllers: new Set(), progress: { hasTold: false } };
    const { controllers, progress } = present;
    controllers.add(controller);
    this.present.set(searchId, present);
    const leave = (): void => {
      controllers.delete(controller);
      if (controllers.size === 0 && this.present.get(searchId) === present) this.present.delete(searchId);
    };
    return { signal: controller.signal, progress, leave };
  }

  private stop(searchId: string): void {
    const reason = new SearchCancelledError('The search was cancelled');
    for (const controller of this.present.get(searchId)?.controllers ?? []) controller.abort(reason);
  }
}
