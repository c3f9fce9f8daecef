import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import { SearchConfig } from '../../../common/config/search.config.js';
import { ProviderSlots } from '../fairness/provider-slots.js';
import type { Turn } from '../fairness/turn.js';
import type { ProviderQuery, SearchProvider } from '../providers/search-provider.js';
import { Asking } from './asking.service.js';
import { Flight } from './flight.js';
import { Following } from './following.js';
import { KeptAnswers } from './kept-answers.service.js';
import { questionOf } from './question.js';

/** A flight, and its place in the line of the provider. */
interface Departure {
  readonly flight: Flight;
  readonly turn: Turn;
}

/**
 * Asks providers, each question once: who asks what is being asked already, or was answered some minutes ago, in this process
 * or another, gets the same answer. Answers that failed or were cut off are not kept.
 */
@Injectable()
export class SharedAnswers implements BeforeApplicationShutdown {
  private readonly slots: ProviderSlots;
  private readonly shared = new Map<string, Departure>();

  constructor(
    private readonly asking: Asking,
    private readonly kept: KeptAnswers,
    config: SearchConfig,
  ) {
    this.slots = new ProviderSlots(config.slotsPerProvider);
  }

  /** What was claimed is kept or given back before the database goes. The runs have been told to stop. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.shared.values()].map(({ flight }) => flight.ended));
    await this.kept.settled();
  }

  /** The answer for one search of this person. The caller leaves it, whatever becomes of it. */
  follow(provider: SearchProvider, query: ProviderQuery, ownerId: string): Following {
    const question = questionOf(provider, query);
    const turn = this.slots.turnAt(provider.name);
    turn.join(ownerId);
    if (provider.isShareable === false || this.kept.maxAgeMinutes === 0) {
      const alone = new Flight((signal, begin) => this.asking.ask(question, turn, signal, begin));
      return new Following(alone, false);
    }
    const id = `${provider.name}|${question.key}`;
    const joined = this.shared.get(id);
    if (joined?.flight.isJoinable) {
      joined.turn.join(ownerId);
      return new Following(joined.flight, true);
    }
    const flight = new Flight((signal, begin) => this.asking.share(question, turn, signal, begin));
    this.remember(id, { flight, turn });
    return new Following(flight, false);
  }

  /** Until its answer is in the database, where everyone finds it. */
  private remember(id: string, departure: Departure): void {
    this.shared.set(id, departure);
    void departure.flight.ended
      .then(() => this.kept.settled())
      .then(() => {
        if (this.shared.get(id) === departure) this.shared.delete(id);
      });
  }
}
